/** A run of Terraform that holds the lock on a state until it is let go. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';

/** A program that ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A run that has begun with its only resource, and so holds the lock. */
export interface Held {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Lets the resource be done. */
  readonly letGo: () => void;
}

/** Writes a project of Terraform whose resource is done once a file `go` is there. */
export async function initialized(folder: string, backend: object): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // It ends with its folder too, since Terraform may be killed meanwhile.
  const command = 'touch begun; while [ -e begun ] && [ ! -e go ]; do sleep 0.1; done';
  const waits = { input: 'it', provisioner: [{ 'local-exec': { command } }] };
  const project = { terraform: { backend }, resource: { terraform_data: { waits } } };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(project));
  const { code, output } = await started(folder, 'init', '-input=false').ended;
  if (code !== 0) throw new Error(output);
}

/** Applies it, and waits until that holds the lock. */
export async function holding(t: ExecutionContext, folder: string): Promise<Held> {
  const { child, ended } = started(folder, 'apply', '-auto-approve', '-input=false');
  const letGo = (): void => writeFileSync(join(folder, 'go'), '');
  t.teardown(letGo);
  while (!existsSync(join(folder, 'begun'))) {
    if (child.exitCode !== null) throw new Error((await ended).output);
    await pause(50);
  }
  return { child, ended, letGo };
}

/** Starts Terraform in a folder. */
export function started(folder: string, ...argv: readonly string[]): Omit<Held, 'letGo'> {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
  const child = spawn('terraform', [...argv, '-no-color'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const output = [child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream)));
  const [[code], ...texts] = await Promise.all([once(child, 'close'), ...output]);
  return { code, output: texts.join('') };
}
