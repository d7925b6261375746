/** What is done to a group in its life: each by `vedette rollout` or `vedette rotate`, while clients write. */
import test, { type ExecutionContext } from 'ava';
import { loadDefinition } from '../../src/definition/load.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { NEEDED } from '../local/_cloud.ts';
import { type Edit, LIVING, lifeOf } from './_edits.ts';
import { type Lived, LivingGroup, refusalsOf } from './_living.ts';

const REDIS_80 = 'tmp/engines/redis-8.0/root';

const folder = scratchFolder('living');

/** No acknowledged write is lost, the primary moves at most once, and the group is healthy and as it is declared. */
function holds(t: ExecutionContext, { what, switches }: Edit, lived: Lived): void {
  const { runs, done, moves, writes, refused, drift, status } = lived;
  t.log(`${what}: ${runs.length} runs, ${moves} moves; ${JSON.stringify(writes)}`);
  for (const why of new Set(runs.flatMap(refusalsOf))) t.log(`  refused: ${why}`);
  for (const step of done) t.log(`  ${step.kind} ${step.hosts.join(', ')}: ${step.took} ms`);
  const last = runs.at(-1);
  t.is(last?.code, 0, `${what}: ${last?.stdout}${last?.stderr}`);
  t.is(writes.lost, 0, what);
  t.is(refused, 0, what);
  t.true(moves >= 0 && moves <= switches, `${what}: the primary moved ${moves} times`);
  t.is(drift.code, 0, `${what}: ${drift.stdout}`);
  t.is(status.code, 0, `${what}: ${status.stdout}`);
}

/** Each has its cloud, and the machine two processors. */
const drill = serially(needs(...NEEDED, `${REDIS_80}/usr/bin/redis-server`));

async function live(t: ExecutionContext, of: (typeof LIVING)[number], isKilled: boolean) {
  t.timeout(2_400_000);
  const { definition } = await loadDefinition(of);
  const group = new LivingGroup(folder, { ...definition, name: `${of}-${isKilled ? 'killed' : 'edited'}` });
  t.teardown(() => group.command('local', 'down', group.file));
  const engine = `redis80=${process.cwd()}/${REDIS_80}`;
  const up = await group.command('local', 'up', group.file, '--engine-of', engine);
  t.is(up.code, 0, up.stderr);
  for (const edit of lifeOf(of)) holds(t, edit, await group.lived(edit, isKilled));
}

for (const of of DRILLS ? LIVING : []) {
  drill(`every change reaches the group of ${of} without a lost write, and nothing drifts`, (t) =>
    live(t, of, false),
  );

  drill(`what is killed in the middle of every step brings ${of} to the same end`, (t) => live(t, of, true));
}

if (!DRILLS) test('the life of a group is drilled by npm run drills', (t) => t.false(DRILLS));
