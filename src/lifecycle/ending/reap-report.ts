/** What became of the environments that were due, in words. */
import { type Element, heading, type Phrase, paragraph, table } from '../../report/elements.ts';
import type { Reaped, Reason } from './reap.ts';

const TITLES: Readonly<Record<Reason, string>> = {
  expired: 'Their time is over',
  orphaned: 'Their owners are gone',
};

/**
 * The two lists, and what is left of them.
 *
 * @param isDone true where they were to end, not only to be listed
 */
export function reapedElements(reaped: readonly Reaped[], isDone: boolean): readonly Element[] {
  if (reaped.length === 0) return [paragraph('No created environment is due.')];
  const reasons: readonly Reason[] = ['expired', 'orphaned'];
  return [
    ...reasons.flatMap((reason) => listOf(reason, reaped, isDone)),
    paragraph(lastPhrase(reaped, isDone)),
  ];
}

function listOf(reason: Reason, reaped: readonly Reaped[], isDone: boolean): readonly Element[] {
  const some = reaped.filter((one) => one.reason === reason);
  if (some.length === 0) return [];
  const columns = ['environment', 'owner', 'expires', ...(isDone ? ['what became of it'] : [])];
  const rows = some.map(({ created, stays }): readonly Phrase[] => [
    created.name,
    created.owner,
    created.expires,
    ...(isDone ? [fatePhrase(stays)] : []),
  ]);
  return [heading(TITLES[reason]), table(columns, rows)];
}

function fatePhrase(stays: string | undefined): Phrase {
  return stays === undefined ? { text: 'gone', tone: 'good' } : { text: `stays: ${stays}`, tone: 'error' };
}

function lastPhrase(reaped: readonly Reaped[], isDone: boolean): Phrase {
  const left = reaped.flatMap(({ created, stays }) => (stays === undefined ? [] : created.name));
  if (left.length === 0) return { text: 'Nothing stays that was due.', tone: 'good' };
  const names = left.join(', ');
  return isDone ? { text: `What stays: ${names}.`, tone: 'error' } : `Due, and ended with --yes: ${names}.`;
}

/** The same for programs. */
export function reapedData(reaped: readonly Reaped[], isDone: boolean) {
  const listOfReason = (reason: Reason) =>
    reaped
      .filter((one) => one.reason === reason)
      .map(({ created: { name, owner, expires }, stays }) => ({
        name,
        owner,
        expires,
        ...(stays === undefined ? {} : { stays }),
      }));
  return {
    isDone,
    expired: listOfReason('expired'),
    orphaned: listOfReason('orphaned'),
    left: reaped.flatMap(({ created, stays }) => (stays === undefined ? [] : created.name)),
  };
}
