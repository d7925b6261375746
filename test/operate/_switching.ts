/** A process of its own that moves the primary of a group, and is killed in the middle of it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Group } from '../../src/group/group.ts';
import { switchOver } from '../../src/operate/switchover/switchover.ts';
import type { Environment } from '../../src/topology/environment.ts';

/** What the process is told. */
export interface Task {
  readonly environment: Environment;
  readonly password: string;
  readonly to: string;
  /** How that reads which it has just begun when it is killed. */
  readonly until: string;
}

const PROGRAM = fileURLToPath(new URL('./_switching.cjs', import.meta.url));

/** Moves the primary by a process that is killed when it begins something. @returns the signal that it ended by */
export async function switchUntil(task: Task): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const child = fork(PROGRAM, { execArgv: [] });
    child.send(task);
    const [status, signal] = await once(child, 'exit');
    // It ends by itself where it is refused, or takes all back: on a busy machine, for one.
    if (status === null || tries === 10) return signal;
  }
}

/** Runs in that process. */
export function main(): void {
  process.once('message', async ({ environment, password, to, until }: Task) => {
    const endpoint = async (name: string, port: number) => {
      const address = environment.hosts.find((host) => host.name === name)?.address;
      return { host: String(address), port };
    };
    const exec = async (): Promise<never> => {
      throw new Error('no program is run');
    };
    const reach = { exec, read: async () => undefined, endpoint };
    const group = new Group(reach, environment, async () => [password]);
    const tell = (what: string): void => {
      if (what.startsWith(until)) process.kill(process.pid, 'SIGKILL');
    };
    await switchOver(group, { to, tell });
    process.exit(0);
  });
}
