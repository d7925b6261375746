import { needs } from '../_needs.ts';
import { NEEDED, testCloud } from './_cloud.ts';

const { cloud, host } = testCloud({ name: 'full-volumes' });

const FORMAT = 'newfs -U -L redisdata /dev/nda1 >/dev/null';
const MOUNT = 'mkdir -p /var/db/redis && mount /dev/nda1 /var/db/redis';
const WRITE = 'head -c 100000 /dev/zero >/var/db/redis/new';

needs(...NEEDED)(
  'a full volume keeps what it has and takes no more, also on the next host, and others have room',
  async (t) => {
    const lab = await cloud();
    const [one, other] = [await host({ volume: 'vol-1' }), await host({ volume: 'vol-2' })];
    for (const each of [one, other]) await each.sh(`${FORMAT}; ${MOUNT}; echo then >/var/db/redis/file`);

    await lab.fillVolume(one.name);
    const refused = await one.sh(WRITE);
    t.not(refused.status, 0);
    t.regex(refused.stderr, /No space left on device/);
    t.is((await one.sh('cat /var/db/redis/file')).stdout, 'then\n');
    t.is((await other.sh(WRITE)).status, 0);

    await lab.terminate(one.name);
    const next = await host({ volume: 'vol-1' });
    await next.sh(`fsck_ffs -p /dev/nda1 >/dev/null; ${MOUNT}`);
    t.not((await next.sh(WRITE)).status, 0);
    await lab.relieveVolumes();
    t.is((await next.sh(WRITE)).status, 0);

    const bare = await host();
    await t.throwsAsync(lab.fillVolume(bare.name), {
      message: `${bare.name} has no data volume to fill; name a host that holds data`,
    });
    await lab.terminate(next.name);
    await lab.removeVolume('vol-1');
    const blank = await host({ volume: 'vol-1' });
    t.not((await blank.sh(MOUNT)).status, 0, 'nothing is left of a volume that was removed');
  },
);
