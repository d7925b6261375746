/** Rounds of drills for tests of what is said of them. */
import type { Milliseconds } from '../../src/base/units.ts';
import { milliseconds } from '../../src/base/units.ts';
import type { ClientAccount, Fate, Lane, Round } from '../../src/rehearsal/record.ts';

type Role = 'primary' | 'replica' | 'silent';

/** A lane from its values, each a second long. */
export function lane<Value extends string>(host: string, ...values: readonly Value[]): Lane<Value> {
  const second = (at: number): Milliseconds => milliseconds(1_000 * at);
  return { host, spans: values.map((value, at) => ({ from: second(at), to: second(at + 1), value })) };
}

/** A client that got acknowledgements for all it sent, but for what is changed. */
export function client(changes: Partial<Omit<ClientAccount, 'fate'>> & Partial<Fate> = {}): ClientAccount {
  const { kept = 100, lost = 0, unacknowledged = 0, refused = 0, doubled = 0, ...fields } = changes;
  return {
    client: 'ioredis 1',
    library: 'ioredis 6.0.0',
    settings: 'recommended',
    fate: { kept, lost, unacknowledged, refused, doubled },
    errors: {},
    complaints: {},
    gap: { from: milliseconds(0), to: milliseconds(1_500) },
    lostFor: milliseconds(0),
    onReplaced: milliseconds(0),
    ...fields,
  };
}

/** A round without a fault, but for what is changed. */
export function round(
  changes: Partial<Round> & {
    readonly roles?: readonly Lane<Role>[];
    readonly clients?: readonly ClientAccount[];
  } = {},
): Round {
  const {
    roles = [lane('one', 'primary'), lane('two', 'replica')],
    clients = [client()],
    ...fields
  } = changes;
  const sum = (of: (fate: Fate) => number): number => clients.reduce((all, { fate }) => all + of(fate), 0);
  return {
    marks: [],
    timeline: { roles, follows: [], named: [], events: [], offsets: [] },
    account: {
      total: {
        kept: sum(({ kept }) => kept),
        lost: sum(({ lost }) => lost),
        unacknowledged: sum(({ unacknowledged }) => unacknowledged),
        refused: sum(({ refused }) => refused),
        doubled: sum(({ doubled }) => doubled),
      },
      repeated: 0,
      clients,
    },
    measured: {},
    forecast: undefined,
    checks: [],
    beyond: undefined,
    disturbed: undefined,
    wreck: undefined,
    ...fields,
  };
}
