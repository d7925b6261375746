/** What an environment ends in, without Terraform and AWS: a program and a server in their places, of this process. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, env, execPath } from 'node:process';
import { textIfThere } from '../../../src/base/files.ts';
import { ROOT } from '../../cli/_run.ts';

/** A state that has some instances. */
export function stateOf(...ids: readonly string[]): string {
  const resources = ids.map((id) => ({
    mode: 'managed',
    type: 'aws_instance',
    name: id,
    instances: [{ attributes: { id } }],
  }));
  return JSON.stringify({ version: 4, serial: 3, lineage: 'x', outputs: {}, resources });
}

/** Gives an environment a state. */
export function deployed(name: string, ...ids: readonly string[]): void {
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync(`.vedette/state/${name}.tfstate`, stateOf(...ids));
}

/**
 * Puts a program in the place of Terraform that destroys what the state of an environment has, as the real one tells it.
 *
 * @param kept the ids of what it cannot destroy, and fails with
 * @returns what it was asked so far, a line for each
 */
export function standInForTerraform(kept: readonly string[] = []): () => readonly string[] {
  const project = cwd();
  const program = join(project, 'terraform-stand-in');
  const asked = join(project, 'asked');
  writeFileSync(join(project, 'kept.json'), JSON.stringify(kept));
  writeFileSync(asked, '');
  writeFileSync(
    program,
    `#!/bin/sh
echo "$(basename "$PWD") $1" >> ${asked}
[ "$1" = init ] || [ "$1" = plan ] || exec ${execPath} ${join(ROOT, 'test/lifecycle/ending/_terraform.cjs')} ${project} "$(basename "$PWD")" "$1"
`,
  );
  chmodSync(program, 0o755);
  env.TERRAFORM_BINARY_NAME = 'terraform-stand-in';
  env.PATH = `${project}:${env.PATH}`;
  return () => (textIfThere(asked) ?? '').split('\n').filter((line) => line !== '');
}

/** What the state of an environment has, by its file. */
export function idsLeft(name: string): readonly string[] {
  const state: { readonly resources: readonly { readonly name: string }[] } = JSON.parse(
    readFileSync(`.vedette/state/${name}.tfstate`, 'utf8'),
  );
  return state.resources.map((resource) => resource.name);
}
