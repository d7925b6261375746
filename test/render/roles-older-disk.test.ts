/**
 * A primary that comes back with an older disk than its replicas' memory, or with as much after a stop in order, at every
 * moment from before anybody has noticed until after all have. Every delay takes about an hour: `npm run drills` tries them
 * all, `npm test` those that differ.
 */
import { type Milliseconds, milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import lab from '../../stacks/lab.ts';
import quorum from '../../stacks/quorum.ts';
import { resolved, SWIFT } from '../_boot.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { bringBack, type Fault } from './_drill.ts';

/**
 * A share of down-after, after which the host or its Redis is started again. Those of `npm test` fall where replicas still
 * take the link to a host without power for up: TCP tries again 0.2, 0.6, 1.4, 3, 6.2, 12.6 s later, and learns in its
 * next try only that the host has booted since.
 */
type Delay = number;

interface Group {
  readonly definition: EnvironmentDefinition;
  /** What `npm test` tries; nothing where the group takes its time. */
  readonly decisive: readonly (readonly [Fault, Delay])[];
}

/** Where the first try at a promotion fails, the next one comes after twice the failover-timeout. */
const SOON = { failoverTimeout: '20s' } as const;

const GROUPS: readonly Group[] = [
  {
    definition: { ...lab, name: 'lab-older', sentinel: { ...lab.sentinel, ...SOON } },
    decisive: [
      ['power cut', 0.65],
      ['crash', 0],
      ['power cut', 1],
    ],
  },
  {
    definition: { ...quorum, name: 'quorum-older', sentinel: { ...quorum.sentinel, ...SOON } },
    decisive: [['power cut', 0.65]],
  },
  {
    definition: {
      ...SWIFT,
      name: 'patient-older',
      sentinel: { quorum: 1, downAfter: '20s', failoverTimeout: '40s' },
    },
    decisive: [],
  },
  {
    definition: { ...SWIFT, name: 'aof', redis: { ...SWIFT.redis, persistence: 'aof' } },
    decisive: [['stop', 0]],
  },
];

const EVERY: readonly (readonly [Fault, Delay])[] = [0, 0.2, 0.35, 0.5, 0.65, 0.8, 1, 1.5, 2].flatMap(
  (delay) =>
    [
      ['power cut', delay],
      ['crash', delay],
      ['stop', delay],
    ] as const,
);

const inTurn = serially(needs(...NEEDED));

for (const { definition, decisive } of GROUPS) {
  const drills = DRILLS ? EVERY : decisive;
  if (drills.length === 0) continue;
  inTurn(
    `no acknowledged write of ${definition.name} is missing after its primary came back with an older disk`,
    async (t) => {
      t.timeout(3_600_000);
      const environment = resolved(definition);
      const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
      t.teardown(() => cloud.down());
      for (const [fault, share] of drills)
        await bringBack(t, cloud, environment, {
          fault,
          delay: delayOf(environment.sentinel.downAfter, share),
        });
    },
  );
}

function delayOf(downAfter: Milliseconds, share: Delay): Milliseconds {
  return milliseconds(Math.round(downAfter * share));
}
