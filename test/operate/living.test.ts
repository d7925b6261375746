/** What is done to a group in its life: each by an edit of its definition and `vedette rollout`, while clients write. */
import test, { type ExecutionContext } from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { loadDefinition } from '../../src/definition/load.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { NEEDED } from '../local/_cloud.ts';
import { type Lived, LivingGroup } from './_living.ts';

const REDIS_80 = 'tmp/engines/redis-8.0/root';

const folder = scratchFolder('living');

/** An edit of a definition, and how often the primary moves at most in its roll-out. */
interface Edit {
  readonly what: string;
  readonly edit: (definition: EnvironmentDefinition) => EnvironmentDefinition;
  readonly switches: 0 | 1;
}

const EDITS: readonly Edit[] = [
  { what: 'a live directive', edit: directive('maxmemory-policy', 'allkeys-lru'), switches: 0 },
  { what: 'the quorum', edit: (all) => ({ ...all, sentinel: { ...all.sentinel, quorum: 3 } }), switches: 0 },
  { what: 'a directive that takes a restart', edit: directive('io-threads', 2), switches: 1 },
  { what: 'the instance type', edit: (all) => everyHost(all, { size: 't4g.medium' }), switches: 1 },
  {
    what: 'two more Sentinels',
    edit: (all) => ({
      ...all,
      hosts: { ...all.hosts, later1: { roles: ['sentinel'] }, later2: { roles: ['sentinel'] } },
    }),
    switches: 0,
  },
  {
    what: 'a newer engine',
    edit: (all) => ({ ...all, redis: { ...all.redis, package: 'redis80' } }),
    switches: 1,
  },
  {
    what: 'one replica less',
    edit: ({ hosts: { data3: _left, ...hosts }, ...all }) => ({ ...all, hosts }),
    switches: 1,
  },
];

function directive(name: string, value: string | number): Edit['edit'] {
  return (all) => ({
    ...all,
    redis: { ...all.redis, directives: { ...all.redis?.directives, [name]: value } },
  });
}

function everyHost(
  all: EnvironmentDefinition,
  fields: Partial<EnvironmentDefinition['hosts'][string]>,
): EnvironmentDefinition {
  const hosts = Object.entries(all.hosts).map(([name, host]) => [name, { ...host, ...fields }]);
  return { ...all, hosts: Object.fromEntries(hosts) };
}

/** No acknowledged write is lost, the primary moves at most once, and the group is healthy and as it is declared. */
function holds(t: ExecutionContext, { what, switches }: Edit, lived: Lived): void {
  const { runs, done, writes, drift, status } = lived;
  t.log(`${what}: ${runs.length} runs; ${JSON.stringify(writes)}`);
  for (const step of done) t.log(`  ${step.kind} ${step.hosts.join(', ')}: ${step.took} ms`);
  const last = runs.at(-1);
  t.is(last?.code, 0, `${what}: ${last?.stdout}${last?.stderr}`);
  t.is(writes.lost, 0, what);
  const moved = done.filter(({ kind }) => kind === 'switch-over').length;
  t.true(moved <= switches, `${what}: the primary moved ${moved} times`);
  t.is(drift.code, 0, `${what}: ${drift.stdout}`);
  t.is(status.code, 0, `${what}: ${status.stdout}`);
}

/** Each has its cloud, and the machine two processors. */
const drill = serially(needs(...NEEDED, `${REDIS_80}/usr/bin/redis-server`));

async function living(t: ExecutionContext, name: string): Promise<LivingGroup> {
  const { definition } = await loadDefinition('quorum');
  const group = new LivingGroup(folder, { ...definition, name });
  t.teardown(() => group.command('local', 'down', group.file));
  const up = await group.command(
    'local',
    'up',
    group.file,
    '--engine-of',
    `redis80=${process.cwd()}/${REDIS_80}`,
  );
  t.is(up.code, 0, up.stderr);
  return group;
}

if (DRILLS) {
  drill(
    'every edit of a definition reaches its group without a lost write, and nothing drifts',
    async (t) => {
      t.timeout(1_800_000);
      const group = await living(t, 'edited-often');
      for (const edit of EDITS) holds(t, edit, await group.edited(edit.edit));
    },
  );

  drill('a roll-out that is killed in the middle of every step comes to the same end', async (t) => {
    t.timeout(1_800_000);
    const group = await living(t, 'killed-often');
    for (const edit of EDITS) holds(t, edit, await group.edited(edit.edit, () => group.broughtInPieces(500)));
  });
} else test('the life of a group is drilled by npm run drills', (t) => t.false(DRILLS));
