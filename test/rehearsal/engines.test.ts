import test from 'ava';
import { hangPrimary } from '../../src/rehearsal/drills/hang-primary.ts';
import { isolatePrimary } from '../../src/rehearsal/drills/isolate-primary.ts';
import { killPrimary } from '../../src/rehearsal/drills/kill-primary.ts';
import { repeatUserDataAfterFailover } from '../../src/rehearsal/drills/repeat-user-data.ts';
import { switchOver } from '../../src/rehearsal/drills/switch-over.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { resolved } from '../_boot.ts';
import { DRILLS, needsAlone, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { broken, groupCalled } from './_rehearsed.ts';

/** An engine by its line, which is the folder that test/engines.sh unpacks it into; the machine's has none. */
interface Line {
  readonly title: string;
  readonly folder?: string;
}

/**
 * The oldest line and the newest of each engine: `npm run drills` unpacks what is newer than Debian's stable suite. `npm test`
 * has the machine's Redis in rehearse.test.ts, and boots Valkey (local/provider/environments.test.ts).
 */
const LINES: readonly Line[] = [
  { title: 'Redis 7.0' },
  { title: 'Redis 8.0', folder: 'redis-8.0' },
  { title: 'Valkey 8.1', folder: 'valkey-8.1' },
  { title: 'Valkey 9.1', folder: 'valkey-9.1' },
];

/** What clients make of a failover is no question of the engine. */
const WRITERS = [{ kind: 'ioredis', settings: 'recommended', count: 1 }] as const;

const CORE = [killPrimary, hangPrimary, switchOver, isolatePrimary, repeatUserDataAfterFailover];

if (!DRILLS) test('engines are rehearsed by npm run drills', (t) => t.false(DRILLS));

for (const { title, folder } of DRILLS ? LINES : []) {
  const engine = folder === undefined ? undefined : `tmp/engines/${folder}/root`;
  const server = engine === undefined ? [] : [`${engine}/usr/bin/${folder?.split('-')[0]}-server`];
  serially(needsAlone(...NEEDED, ...server))(
    `${title} comes through ${CORE.map(({ name }) => name).join(', ')}, and the report says that it ran`,
    async (t) => {
      t.timeout(600_000);
      const environment = resolved(groupCalled('on-engines'));
      const rehearsal = await rehearse(environment, CORE, { engine, groups: 1, writers: WRITERS });
      for (const record of rehearsal.drills) {
        t.deepEqual(broken(record), [], record.drill);
        // A Sentinel that connected less than a second before the fault would notice it late.
        for (const { timeline } of record.rounds) t.true(Number(timeline.named[0]?.spans[0]?.from) <= -1_000);
        t.log(`${record.drill}: ${record.because}`);
      }
      t.true(`${rehearsal.engine.name} ${rehearsal.engine.version}`.startsWith(`${title}.`));
      t.deepEqual(
        rehearsal.warnings.map((warning) => warning.split(': ')[0]),
        [
          `${rehearsal.engine.name} ${rehearsal.engine.version} was rehearsed, and the package redis72 is Redis 7.2`,
        ],
      );
    },
  );
}
