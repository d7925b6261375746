import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InterruptedError } from '../../src/base/interrupt.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { fieldsOf, type Reply } from '../../src/group/reply.ts';
import { takeOver } from '../../src/operate/replacement/take-over.ts';
import { type Progress, runSteps } from '../../src/operate/run-steps.ts';
import type { StepFacts } from '../../src/operate/step.ts';
import { dataHosts } from '../../src/topology/environment.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { moved, PATIENT } from './_moved.ts';
import { type ProcessGroup, runGroup } from './_processes.ts';
import { startWriter } from './_writer.ts';

const real = needs('redis-server', 'redis-sentinel');

/** What a host has of the settings that a switch-over touches. */
function settingsOf({ group }: ProcessGroup, host: string): Promise<Reply> {
  return group.redis(host).ask(['CONFIG', 'GET', 'replica-priority', 'min-replicas-*']);
}

/** Takes the step that moves the primary, and interrupts it twice while writes wait. */
async function interruptedStep(
  { group, environment }: ProcessGroup,
  to: string,
): Promise<Progress<StepFacts>> {
  const host = dataHosts(environment).find(({ name }) => name === to);
  if (host === undefined) throw new RangeError(`there is no ${to}`);
  let isInterrupted = false;
  const tell = (text: string): void => {
    if (isInterrupted || !text.includes('waits until two, three reached all')) return;
    isInterrupted = true;
    for (const _ of ['first', 'second']) process.emit('SIGINT', 'SIGINT');
  };
  const nothing = async (): Promise<void> => undefined;
  const checks = { lock: { confirm: nothing }, before: nothing, after: nothing };
  for (let tries = 1; ; tries += 1) {
    const progress = await runSteps([takeOver(environment, 'one', host)], { group, tell }, checks);
    // Where it is refused, or takes all back before, the machine is busy.
    if (isInterrupted || tries === 10) return progress;
    await sleep(500);
  }
}

real(
  'the primary moves to the host that is meant: nothing is lost, all are told, settings are as before',
  async (t) => {
    t.timeout(120_000);
    const running = await runGroup(t, PATIENT);
    const { group, environment } = running;
    const hosts = environment.hosts.map(({ name }) => name);
    const before = await Promise.all(hosts.map((host) => settingsOf(running, host)));
    const writer = startWriter(t, running);

    // Whoever was killed while Sentinels asked often has left that.
    const periodOf = async (host: string) =>
      fieldsOf(await group.sentinel(host).ask(['SENTINEL', 'DEBUG'])).get('INFO-PERIOD');
    await group.sentinel('two').ask(['SENTINEL', 'DEBUG', 'INFO-PERIOD', '200']);
    t.is(await periodOf('two'), '200');

    // Given up in the middle, it takes back what was done.
    const giving = new AbortController();
    const tell = (what: string): void => {
      if (what.startsWith('waits until two, three reached all'))
        giving.abort(new InterruptedError('SIGINT', 'nothing'));
    };
    const given = moved(group, { to: 'three', tell, signal: giving.signal });
    await t.throwsAsync(given, { instanceOf: InterruptedError });
    t.deepEqual(await Promise.all(hosts.map(periodOf)), ['10000', '10000', '10000']);
    t.deepEqual(await Promise.all(hosts.map((host) => settingsOf(running, host))), before);

    // So does the step of a roll-out that is interrupted twice.
    const { stopped } = await interruptedStep(running, 'three');
    t.is(stopped?.at, 'undone');
    t.is(stopped?.why, 'interrupted twice; one is primary still, and everything is as it was');
    t.deepEqual(await Promise.all(hosts.map((host) => settingsOf(running, host))), before);

    // The leading Sentinel asks often until it knows whom to promote, and as usual when it does so.
    const asking: Promise<readonly string[]>[] = [];
    const asked = (what: string): void => {
      if (what.startsWith('waits until Sentinel') || what.startsWith('SENTINEL FAILOVER'))
        asking.push(Promise.all(hosts.map(async (host) => (await periodOf(host)) ?? 'silent')));
    };
    const switched = await moved(group, { to: 'three', tell: asked });
    const periods = await Promise.all(asking);
    t.is(periods[0]?.filter((period) => period === '200').length, 1);
    t.deepEqual(periods.at(-1), ['10000', '10000', '10000']);
    t.like(switched, { from: 'one', to: 'three', way: 'paused', left: [], overruled: [] });
    t.is((await running.until()).primary, 'three');
    t.deepEqual(await writer.lost('three'), []);
    t.true(writer.acknowledged() > 0);
    t.deepEqual(await Promise.all(hosts.map((host) => settingsOf(running, host))), before);
    // A restart keeps it.
    await running.signal('one', 'redis', 'SIGKILL');
    await running.start('one', 'redis');
    const [role, address] = [await group.redis('one').ask(['ROLE'])].flat();
    t.is(role, 'slave');
    t.is(address, environment.hosts.find(({ name }) => name === 'three')?.address);

    t.like(await moved(group, { to: 'three', tell: t.fail }), {
      from: 'three',
      to: 'three',
      way: 'none',
    });

    // The Sentinel of a host that goes next leads, and nobody waits until it has seen itself who follows.
    await running.until();
    const told: string[] = [];
    const left = {
      to: 'two',
      lead: 'three',
      tell: (what: string, host = '') => told.push(`${host} ${what}`),
    };
    t.like(await moved(group, left), { from: 'three', to: 'two', way: 'paused', left: [] });
    t.true(told.includes('three SENTINEL FAILOVER mymaster'));
    t.is(told.at(-1), ' waits until every Sentinel names two, and the other replicas follow it');
    t.is((await running.until()).primary, 'two');
  },
);

/** Sentinels on hosts of their own, whose engine may be another one. */
const APART: EnvironmentDefinition = {
  ...PATIENT,
  name: 'apart',
  hosts: {
    one: { roles: ['primary'] },
    two: { roles: ['replica'] },
    three: { roles: ['replica'] },
    first: { roles: ['sentinel'] },
    second: { roles: ['sentinel'] },
    third: { roles: ['sentinel'] },
  },
};

/** The server of a line that `test/engines.sh` unpacks. */
function server(line: string): string {
  return resolve('tmp', 'engines', line, `${line.split('-')[0]}-server`);
}

/** Engines of data hosts and of Sentinels, and who pauses writes. */
const ENGINES: readonly (readonly [data: string, sentinels: string, way: string])[] = [
  ['redis-8.0', 'redis-8.0', 'paused'],
  ['valkey-8.1', 'valkey-8.1', 'paused'],
  ['valkey-9.1', 'valkey-9.1', 'coordinated'],
  ['redis-8.0', 'valkey-9.1', 'coordinated'],
];

const each = serially(real);

for (const [data, sentinels, way] of DRILLS ? ENGINES : [])
  each(
    `the primary of ${data} under Sentinels of ${sentinels} moves and comes back, and nothing is lost`,
    async (t) => {
      t.timeout(180_000);
      const engine = server(sentinels);
      const engines = { first: engine, second: engine, third: engine };
      const running = await runGroup(t, APART, { engine: server(data), engines });
      const writer = startWriter(t, running);
      for (const to of ['three', 'one']) {
        const switched = await moved(running.group, { to, tell: () => undefined });
        t.like(switched, { to, way, left: [] });
        t.log(`to ${to}: writes waited for ${Math.round(switched.gap)} ms at most`);
        await running.until();
      }
      t.deepEqual(await writer.lost('one'), []);
      t.log(`${writer.acknowledged()} writes`);
    },
    needs(server(data), server(sentinels)),
  );
