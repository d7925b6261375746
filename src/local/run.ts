import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs a program of this machine to its end; throws an Error with its stderr if it fails. */
export async function run(argv: readonly [string, ...string[]], input = ''): Promise<string> {
  const [program, ...rest] = argv;
  const child = spawn(program, rest, { stdio: 'pipe' });
  // A program that fails early does not read what it is given; its status tells.
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr.trim()}`);
  return stdout;
}
