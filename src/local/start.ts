import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { UserError } from '../base/errors.ts';
import { connect, type LocalCloud } from './connection.ts';
import type { LocalCloudSpec } from './protocol.ts';
import { entryOf, findCloud, forgetCloud, openLog, registerCloud } from './registry.ts';
import { checkEngine, checkRequirements, thisMachine } from './requirements.ts';

/**
 * Starts a cloud. A tethered one ends with this process, however that ends. One that is not stays up, is found by
 * `connectCloud`, and there can be one of each name below a folder.
 */
export async function startCloud(
  spec: LocalCloudSpec,
  { tether }: { readonly tether: boolean },
): Promise<LocalCloud> {
  checkRequirements(thisMachine());
  const engine = spec.redisServer === undefined ? {} : { redisServer: checkEngine(spec.redisServer) };
  if (!tether && findCloud(spec.name)) throw alreadyUp(spec.name);
  const child = spawnCloud(spec.name, tether);
  const entry = entryOf(spec.name, child.pid ?? 0);
  if (!tether && !registerCloud(entry)) {
    child.kill('SIGKILL');
    throw alreadyUp(spec.name);
  }
  child.stdin?.write(`${JSON.stringify({ ...spec, ...engine })}\n`);
  const report = await reportOf(child);
  if (report !== 'ready') {
    forgetCloud(entry);
    throw new Error(`the local cloud ${spec.name} did not start: ${report}`);
  }
  if (!tether) {
    child.stdin?.end();
    child.unref();
  }
  return connect(entry);
}

/** A cloud that was started without a tether; undefined if none of that name is up. */
export async function connectCloud(name: string): Promise<LocalCloud | undefined> {
  const entry = findCloud(name);
  return entry === undefined ? undefined : connect(entry);
}

function alreadyUp(name: string): UserError {
  return new UserError(
    `the local cloud ${name} is up already; use it, or end it with vedette local down ${name}`,
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
