import { type ChildProcess, spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import test from 'ava';
import { ROOT, scratchFolder, vedette } from './_run.ts';

const folder = scratchFolder('watch');

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** A definition of which the quorum is in another file. */
write(
  'watched.ts',
  `import { quorum } from './quorum.ts';
   export default { name: 'watched', sentinel: { quorum }, network: { cidr: '10.0.0.0/24' },
     hosts: { one: { roles: ['primary', 'sentinel'] }, two: { roles: ['replica', 'sentinel'] },
       three: { roles: ['replica', 'sentinel'] } } };`,
);

/** Longer than a busy machine takes, in milliseconds. */
const PATIENCE = 30_000;

/** Waits until a process has printed something new that matches. */
function reader(child: ChildProcess): (wanted: RegExp) => Promise<string> {
  let text = '';
  let read = 0;
  const arrived = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`nothing more came after:\n${text}`)), PATIENCE);
      for (const stream of [child.stdout, child.stderr])
        stream?.once('data', () => {
          clearTimeout(late);
          resolve();
        });
    });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      text += String(data);
    });
  return async (wanted) => {
    for (;;) {
      const found = wanted.exec(text.slice(read));
      if (found !== null) {
        read += found.index + found[0].length;
        return found[0];
      }
      await arrived();
    }
  };
}

test('validate --watch judges again when a definition or what it imports changes, and Ctrl-C ends it with 0', async (t) => {
  write('quorum.ts', 'export const quorum = 2;');
  const child = spawn(execPath, [join(ROOT, 'src/start/vedette.cjs'), 'validate', 'watched.ts', '--watch'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const next = reader(child);
  await next(/^watched +0 /m);
  await next(/watching 2 files; Ctrl-C ends it/);
  write('quorum.ts', 'export const quorum = 5;');
  await next(/quorum[\s\S]*^watched +[1-9]/m);
  write('quorum.ts', 'export const quorum = ;');
  await next(/error: .*quorum\.ts|error: .*watched\.ts/);
  write('new.ts', 'export const quorum = 2;');
  renameSync(join(folder, 'new.ts'), join(folder, 'quorum.ts'));
  await next(/^watched +0 /m);
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
  child.kill('SIGINT');
  t.deepEqual(await ended, [0, null]);
});

test('--watch is for definitions, and for people', async (t) => {
  write('redis.conf', 'port 6379\n');
  for (const line of ['validate lab --watch --format json', `validate file:${folder}/redis.conf --watch`]) {
    const { code, stderr } = await vedette(line.split(' '));
    t.is(code, 64);
    t.regex(stderr, /^error: --watch judges definitions for people; give environments, and no --format\n$/);
  }
});
