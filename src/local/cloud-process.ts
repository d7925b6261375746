/**
 * The first process of a cloud, PID 1 of its namespaces: when it ends, for whatever reason, the kernel ends every host
 * and removes every interface and mount of the cloud. It reads its spec as the first line of stdin, so that secrets are
 * neither in its arguments nor in its environment, and reports `ready` or the error on descriptor 3. With the argument
 * `tethered` it ends when stdin does.
 */
import { closeSync, mkdirSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Cloud } from './cloud.ts';
import { controlServer } from './control.ts';
import { CLOUD_FOLDER, CONTROL_SOCKET, type LocalCloudSpec } from './protocol.ts';
import { run } from './run.ts';

const REPORT = 3;

async function main(tethered: boolean): Promise<void> {
  process.umask(0o022);
  const input = createInterface(process.stdin);
  if (tethered) input.once('close', end);
  const spec = await new Promise<LocalCloudSpec>((resolve) => {
    input.once('line', (line) => resolve(JSON.parse(line)));
  });
  await run(['mount', '-t', 'tmpfs', '-o', 'mode=0700', 'vedette', '/run']);
  // Hosts see the file systems of volumes that come later.
  await run(['mount', '--make-rshared', '/run']);
  mkdirSync(CLOUD_FOLDER);
  const cloud = await Cloud.open(spec);
  controlServer(cloud, end).listen(CONTROL_SOCKET, () => report('ready'));
}

function report(line: string): void {
  writeSync(REPORT, `${line}\n`);
  closeSync(REPORT);
}

function end(): void {
  process.exit(0);
}

process.once('SIGTERM', end);
main(process.argv[2] === 'tethered').catch((error: unknown) => {
  report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
