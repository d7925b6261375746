import type { Reply } from '../../src/group/reply.ts';
import { switchOver } from '../../src/operate/switchover/switchover.ts';
import { needs } from '../_needs.ts';
import { type ProcessGroup, runGroup } from './_processes.ts';
import { startWriter } from './_writer.ts';

const real = needs('redis-server', 'redis-sentinel');

/** What a host has of the settings that a switch-over touches. */
function settingsOf({ group }: ProcessGroup, host: string): Promise<Reply> {
  return group.redis(host).ask(['CONFIG', 'GET', 'replica-priority', 'min-replicas-*']);
}

real(
  'the primary moves to the host that is meant: nothing is lost, all are told, settings are as before',
  async (t) => {
    t.timeout(120_000);
    const running = await runGroup(t);
    const { group, environment } = running;
    const hosts = environment.hosts.map(({ name }) => name);
    const before = await Promise.all(hosts.map((host) => settingsOf(running, host)));
    const writer = startWriter(t, running);

    const switched = await switchOver(group, { to: 'three', tell: () => undefined });
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

    t.like(await switchOver(group, { to: 'three', tell: t.fail }), {
      from: 'three',
      to: 'three',
      way: 'none',
    });
  },
);
