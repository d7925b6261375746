/** Single functions of the scripts of rc.d, under every shell and awk. */
import { spawnSync } from 'node:child_process';
import type { ExecutionContext } from 'ava';
import { placesOf } from '../../src/render/freebsd.ts';
import { layOut, type TemplateName, type View } from '../../src/render/template.ts';
import { needs } from '../_needs.ts';
import { TOOLS, type Tools, titleOf } from '../_tools.ts';

/** Runs lines behind the functions of a script; returns what they print and how they end. */
export type Run = (
  lines: string,
  input?: string,
) => { readonly status: number | null; readonly stdout: string };

/** What scripts are given of the engine, which is Redis. */
const { tls: TLS_FILES, ...NAMES } = placesOf('redis');
export const ENGINE_VIEW: View = { ...NAMES, ...TLS_FILES, takesOver: false };

/** The functions of a script, without what runs when it is read. */
export function functionsOf(name: TemplateName, view: View): string {
  return layOut(name, { ...ENGINE_VIEW, ...view })
    .replaceAll(/^(\. \/etc\/rc\.subr|load_rc_config .*|run_rc_command .*)$/gm, '')
    .replaceAll(/^say\(\)/gm, 'say_on_console()');
}

/** Tests that run functions under the machine's shell and awk, and under those that are nearer to FreeBSD's. */
export function judged(
  functions: string,
): (title: string, body: (t: ExecutionContext, run: Run) => void) => void {
  return (title, body) => {
    for (const tools of [{ sh: 'sh', awk: 'awk' }, { sh: 'sh', awk: 'original-awk' }, ...TOOLS])
      needs(tools.sh, tools.awk)(`${title} (${titleOf(tools)})`, (t) => body(t, runUnder(tools, functions)));
  };
}

/** What the lines may read as `$INPUT` is beside the script, which the shell reads from standard input. */
function runUnder({ sh, awk }: Tools, functions: string): Run {
  const [shell, ...options] = shellOf(sh);
  return (lines, input = '') => {
    const script = `awk() { command ${awk} "$@"; }\n${functions}\n${lines}\n`;
    const env = { ...process.env, INPUT: input };
    const { status, stdout } = spawnSync(shell, [...options, '-s'], { input: script, encoding: 'utf8', env });
    return { status, stdout: stdout.trim() };
  };
}

/** How a shell is called. */
export function shellOf(sh: string): readonly [string, ...string[]] {
  return SHELLS[sh] ?? [sh];
}

/** Programs that are not named after the shell they are to be. */
const SHELLS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  busybox: ['busybox', 'sh'],
  yash: ['yash', '-o', 'posixly-correct'],
};
