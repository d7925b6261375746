/** Whose data the group goes on with: what everything else is mended to. */
import { countOf, formatCount } from '../../base/units.ts';
import type { Choice } from './ailment.ts';
import { type DataHost, dataOf, type Examination, isNamed } from './examination.ts';
import { holdsAll, lossOf, short } from './stream.ts';

/** Who leads, or has to. */
export type Lead =
  /** One that says it is primary, and rightly so, or one that has to become it, since there is none. */
  | { readonly kind: 'sure'; readonly host: DataHost }
  /** A person has to choose. */
  | { readonly kind: 'open'; readonly choices: readonly Choice[] };

/**
 * Decides who leads. Nobody is chosen whose choice could lose a write that another one holds, and none that is silent is
 * overlooked: unless a majority of the Sentinels names a primary, which is how the group itself decides.
 *
 * @param keep the host whose data stay, where a person has chosen
 */
export function findLead(examination: Examination, keep: string | undefined): Lead {
  const told = dataOf(examination).filter(({ facts }) => !facts.loading);
  const host = told.find((each) => each.host === keep) ?? certain(examination, told);
  return host === undefined
    ? { kind: 'open', choices: told.map((each) => choiceOf(each, told, untold(examination, told))) }
    : { kind: 'sure', host };
}

function certain(examination: Examination, told: readonly DataHost[]): DataHost | undefined {
  const primaries = told.filter(({ facts }) => facts.role === 'primary');
  const named = primaries.find(({ host }) => isNamed(examination, host));
  if (named !== undefined)
    return primaries.every(({ stream }) => holdsAll(named.stream, stream)) ? named : undefined;
  if (untold(examination, told).length > 0 || primaries.length > 1) return undefined;
  const able = (
    primaries.length === 1 ? primaries : told.filter(({ facts }) => (facts.priority ?? 0) > 0)
  ).filter(({ stream }) => told.every((other) => holdsAll(stream, other.stream)));
  return able.find(({ host }) => isNamed(examination, host)) ?? able[0];
}

/** Hosts of which nobody knows what they hold. */
function untold({ status }: Examination, told: readonly DataHost[]): readonly string[] {
  return status.data.filter(({ host }) => !told.some((each) => each.host === host)).map(({ host }) => host);
}

function choiceOf(one: DataHost, told: readonly DataHost[], silent: readonly string[]): Choice {
  return {
    keep: one.host,
    has: describeData(one),
    loses: [
      ...told.flatMap(({ stream }) => lossOf(one.stream, stream) ?? []),
      ...silent.map((host) => `what ${host} holds, which nobody knows`),
    ],
  };
}

/** What a data host has, as a clause. */
export function describeData({ facts, stream }: DataHost): string {
  const keys = stream.keys === undefined ? 'it still reads its data' : countOf(stream.keys, 'key');
  return `${keys}, offset ${formatCount(stream.offset)} of stream ${short(stream.id)}, says ${facts.role}`;
}
