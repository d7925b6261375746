/** What is said of a switch-over, before it and after. */
import { formatSeconds } from '../../base/units.ts';
import { type Element, facts, paragraph } from '../../report/elements.ts';
import type { Course } from './begin.ts';
import type { Switched } from './switchover.ts';

/** What is to be done, what clients notice, and how it is taken back. */
export function courseElements(environment: string, course: Course): readonly Element[] {
  const { old, to, promotable, isCoordinated, leading, overruled } = course;
  const names = promotable.map(({ host }) => host.name);
  const who = to?.name ?? (names.length === 1 ? names : [`the Sentinels choose of ${names.join(' and ')}`]);
  return [
    facts([
      ['primary now', [old.name]],
      ['primary then', [who].flat()],
      ['by', [`Sentinel ${leading.name}, ${isCoordinated ? 'which' : 'while vedette'} pauses writes`]],
      ['clients', ['writes wait for about a second; connections to the old primary are closed then']],
      ['back', [`vedette switchover ${environment} --to ${old.name}`]],
      ...(overruled.length === 0 ? [] : [['overruled', overruled.map(({ why }) => why)] as const]),
    ]),
  ];
}

/** Who is primary now, how long writes waited, what was overruled for which reason, and what is left to do. */
export function switchedElements(
  environment: string,
  switched: Switched,
  reason: string | undefined,
): readonly Element[] {
  const { from, to, way, gap, overruled, left } = switched;
  if (way === 'none')
    return [paragraph({ text: `${to} is primary of ${environment} already`, tone: 'good' })];
  return [
    paragraph({
      text: `${to} is primary of ${environment} in place of ${from}; writes waited for ${formatSeconds(gap)} at most`,
      tone: 'good',
    }),
    ...overruled.map((why) => paragraph({ text: `Overruled (${reason}): ${why}`, tone: 'warning' })),
    ...left.map((what) => paragraph({ text: `Not done: ${what}`, tone: 'error' })),
  ];
}
