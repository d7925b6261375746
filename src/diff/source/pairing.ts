/** Which environment of the past is which of today. */
import type { Sides } from '../compare.ts';
import type { Snapshot } from '../snapshot.ts';
import { mayBe, type OpenedSide } from './opened.ts';

/** Pairs environments by their names; what cannot be read stands for those that it may be, or for itself. */
export function pairsOf(past: readonly OpenedSide[], present: readonly OpenedSide[]): readonly Sides[] {
  const all = [...past, ...present];
  const names = [...new Set(all.filter(isNamed).map(({ name }) => name))];
  const pairs = names.map((name) => [withName(past, name), withName(present, name)] as const);
  const told = new Set(pairs.flat().map((one) => givenOf(one)));
  const untold = all.filter((one) => !isNamed(one) && !told.has(givenOf(one)));
  const alone = new Map(untold.map((one) => [one.name, one]));
  return [...pairs, ...[...alone.values()].map((one) => [undefined, one] as const)]
    .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
    .flatMap(([before, after]) => sidesOf(before, after));
}

/** The environment of a name, or what cannot be read and may be it. */
export function withName(all: readonly OpenedSide[], name: string): OpenedSide | undefined {
  const found = all.find((one) => isNamed(one) && one.name === name) ?? all.find((one) => mayBe(one, name));
  return found === undefined ? undefined : { ...found, name };
}

function isNamed(side: OpenedSide): boolean {
  return !('unreadable' in side) || side.isNamed;
}

function givenOf(side: OpenedSide | undefined): string | undefined {
  return side !== undefined && 'unreadable' in side ? side.given : undefined;
}

function nameOf(pair: readonly [OpenedSide | undefined, OpenedSide | undefined]): string {
  return (pair[0] ?? pair[1])?.name ?? '';
}

/** Of what cannot be read on one side nobody can tell how it differs. */
export function sidesOf(before: OpenedSide | undefined, after: OpenedSide | undefined): readonly Sides[] {
  const unreadable = [after, before].find((side) => side !== undefined && 'unreadable' in side);
  if (unreadable !== undefined && 'unreadable' in unreadable) return [unreadable];
  return pairOf(snapshotIn(before), snapshotIn(after));
}

function pairOf(before: Snapshot | undefined, after: Snapshot | undefined): readonly Sides[] {
  if (after !== undefined) return [before === undefined ? { after } : { before, after }];
  return before === undefined ? [] : [{ before }];
}

function snapshotIn(opened: OpenedSide | undefined): Snapshot | undefined {
  return opened === undefined || 'unreadable' in opened ? undefined : opened;
}
