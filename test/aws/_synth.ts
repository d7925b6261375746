import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from 'cdktf';
import { withoutCreationStacks } from '../../src/aws/creation-stacks.ts';
import { EnvironmentStack } from '../../src/aws/environment-stack.ts';
import type { AwsDefinition, EnvironmentDefinition } from '../../src/definition/environment.ts';
import { loadDefinition } from '../../src/definition/load.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';

/** A value in a synthesized file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The arguments of one block. */
export type Block = Readonly<Record<string, Json>>;

/** Blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A `cdk.tf.json`. */
export interface StackFile {
  readonly terraform: Readonly<Record<string, Json>>;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly resource: Blocks;
  readonly output: Readonly<Record<string, Block>>;
}

/** An environment of `stacks/` with some of its definition replaced. */
export async function changed(name: string, change: Partial<EnvironmentDefinition>): Promise<Environment> {
  const { definition, file } = await loadDefinition(name);
  return resolveEnvironment({ ...definition, ...change }, file);
}

/** What only concerns AWS, with all that is off unless it is given. */
export const EVERYTHING: AwsDefinition = {
  alarmTopic: 'own',
  keyPair: 'operators',
  backups: { keep: 7, copyTo: 'eu-west-1' },
  restore: 'snap-0123456789abcdef0',
};

/** Makes a folder under `tmp/`, hands it over and removes it. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir('tmp', { recursive: true });
  const folder = await mkdtemp(join('tmp', 'aws-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Synthesizes an app as `cdktf synth` does and reads the file of its only stack. */
export function synthText(build: (app: App) => { readonly node: { readonly id: string } }): Promise<string> {
  return withFolder(async (outdir) => {
    const name = withoutCreationStacks(() => {
      const app = new App({ outdir });
      const { node } = build(app);
      app.synth();
      return node.id;
    });
    return readFile(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');
  });
}

/** Synthesizes an environment. */
export async function synth(environment: Environment): Promise<StackFile> {
  return JSON.parse(await synthText((app) => new EnvironmentStack(app, environment)));
}

/** The resources of a type, by name. */
export function resources(stack: StackFile, type: string): Readonly<Record<string, Block>> {
  return stack.resource[type] ?? {};
}

/** One resource. */
export function resource(stack: StackFile, type: string, name: string): Block {
  const found = resources(stack, type)[name];
  if (found === undefined) throw new RangeError(`there is no ${type}.${name}`);
  return found;
}

/** A string attribute that refers to another resource: `${aws_vpc.vpc.id}`. */
export function reference(address: string): string {
  return `\${${address}}`;
}

/** What Terraform makes of a string attribute that must not refer to anything (Terraform language, escape sequences). */
export function evaluated(attribute: Json | undefined): string {
  if (typeof attribute !== 'string') throw new TypeError(`${JSON.stringify(attribute)} is not a string`);
  const expression = /(?<!\$)\$\{|(?<!%)%\{/.exec(attribute);
  if (expression !== null) throw new SyntaxError(`an expression begins at ${expression.index}`);
  return attribute.replace(/([$%])\1\{/g, '$1{');
}
