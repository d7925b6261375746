import { Group } from '../../src/group/group.ts';
import { whileAskingOften } from '../../src/group/info-period.ts';
import { localHost } from '../../src/local/environment-cloud.ts';
import { startCloud } from '../../src/local/index.ts';
import { settle } from '../../src/rehearsal/boot.ts';
import { cloudOf, hostNamed, named, resolved, SWIFT, until } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const local = needs(...NEEDED);

/** With a time after which the next try is not waited for. */
const environment = resolved({ ...SWIFT, sentinel: { quorum: 1, downAfter: '2s', failoverTimeout: '3m' } });

local(
  'a Sentinel that tried a failover before the primary was up fails over at once when it is lost',
  async (t) => {
    t.timeout(180_000);
    const cloud = await startCloud(cloudOf(environment), { tether: true });
    t.teardown(() => cloud.down());
    const create = (name: string) => cloud.createHost(localHost(environment, hostNamed(environment, name)));

    await create('ctrl');
    const voted = async (): Promise<boolean> =>
      (await cloud.logs('ctrl')).sentinel?.text.includes('-failover-abort-no-good-slave') ?? false;
    await until('ctrl has tried a failover in vain', voted);
    await Promise.all(['ns', 'node01'].map(create));
    const told: string[] = [];
    const { problems } = await settle(cloud, environment, { tell: (text) => told.push(text) });
    t.deepEqual(problems, []);
    t.regex(
      told.join('\n'),
      /^swift: ctrl tried a failover before the primary was up, and would wait 6m before/m,
    );

    using group = new Group(cloud, environment);
    await whileAskingOften(group, async () => {
      await cloud.kill('ns');
      await until('node01 is named', async () => (await named(cloud, environment, 'ctrl')) === 'node01');
    });
  },
);
