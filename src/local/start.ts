import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { UserError } from '../base/errors.ts';
import { connect, type LocalCloud } from './connection.ts';
import type { LocalCloudSpec } from './protocol.ts';
import {
  type CloudEntry,
  entryOf,
  findCloud,
  forgetCloud,
  openLog,
  readLog,
  registerCloud,
} from './registry.ts';
import { checkRequirements, thisMachine } from './requirements.ts';

/**
 * Starts a cloud. A tethered one ends with this process, however that ends, and nobody else finds it. One that is not stays
 * up, is found by `connectCloud`, and there can be one of each name below a folder.
 *
 * @throws UserError if this machine lacks something, or the cloud is up already
 */
export async function startCloud(
  spec: LocalCloudSpec,
  { tether }: { readonly tether: boolean },
): Promise<LocalCloud> {
  checkRequirements(thisMachine());
  const present = tether ? undefined : findCloud(spec.name);
  if (present) throw alreadyUp(present);
  const child = spawnCloud(spec.name, tether);
  const entry = entryOf(spec.name, child.pid ?? 0, spec.booted?.file);
  if (!tether && !registerCloud(entry)) {
    child.kill('SIGKILL');
    throw alreadyUp(entry);
  }
  // A cloud that fails at once reads nothing; its report tells.
  child.stdin?.on('error', () => undefined).write(`${JSON.stringify(spec)}\n`);
  const report = await reportOf(child);
  if (report !== 'ready') {
    const reason = report === '' ? readLog(entry) : report;
    forgetCloud(entry);
    throw new Error(`the local cloud ${spec.name} did not start: ${reason}`);
  }
  if (!tether) {
    child.stdin?.end();
    child.unref();
  }
  return connect(entry);
}

/** The cloud that was started from this folder without a tether; undefined if none of that name is up. */
export async function connectCloud(name: string): Promise<LocalCloud | undefined> {
  const entry = findCloud(name);
  return entry === undefined ? undefined : connect(entry);
}

function alreadyUp({ name, user }: CloudEntry): UserError {
  return new UserError(
    `the local cloud ${name} is up already, started by ${user}; use it, or end it with vedette local down ${name}`,
  );
}

/** The cloud has a session of its own: Ctrl-C reaches the command at the terminal, and the cloud only through it. */
function spawnCloud(name: string, tether: boolean): ChildProcess {
  const namespaces = [
    '--net',
    '--mount',
    '--mount-proc',
    '--pid',
    '--uts',
    '--ipc',
    '--fork',
    '--kill-child',
  ];
  const program = fileURLToPath(new URL('./cloud-process.cjs', import.meta.url));
  const argv = [...namespaces, process.execPath, program, tether ? 'tethered' : 'detached'];
  const errors = tether ? 'inherit' : openLog(name);
  const child = spawn('unshare', argv, { detached: true, stdio: ['pipe', 'ignore', errors, 'pipe'] });
  if (typeof errors === 'number') closeSync(errors);
  return child;
}

async function reportOf(child: ChildProcess): Promise<string> {
  const stream = child.stdio[3];
  if (!(stream instanceof Readable)) return 'it has no report';
  const lines: string[] = [];
  for await (const line of createInterface(stream)) {
    lines.push(line);
    if (line === 'ready') break;
  }
  stream.destroy();
  return lines.join('\n');
}
