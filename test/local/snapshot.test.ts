import { UserError } from '../../src/base/errors.ts';
import { needs } from '../_needs.ts';
import { NEEDED, testCloud } from './_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud();

const GIB = 2 ** 30;
const FORMAT = 'newfs -U -L redisdata /dev/nda1 >/dev/null';
const MOUNT = 'mkdir -p /var/db/redis && mount /dev/nda1 /var/db/redis';

onHost(
  'a snapshot holds what was on a volume then, and makes volumes that are as large or larger',
  async (t) => {
    const lab = await cloud();
    const one = await host({ volume: 'vol-1', volumeSize: 4 * GIB });
    await one.sh(`${FORMAT}; ${MOUNT}; cd /var/db/redis && echo then >file && chown 535 file`);
    const snapshot = await lab.takeSnapshot(one.name);
    t.regex(snapshot, /^snap-[0-9a-f]{17}$/);
    await one.sh('echo now >/var/db/redis/file');

    const other = await host();
    await lab.restoreVolume('vol-2', snapshot, 6 * GIB);
    await lab.attachVolume(other.name, 'vol-2');
    t.is(
      (
        await other.sh(
          `fsck_ffs -p /dev/nda1 >/dev/null && ${MOUNT} && cd /var/db/redis && stat -f %u file && cat file`,
        )
      ).stdout,
      '535\nthen\n',
    );
    t.is((await one.sh('cat /var/db/redis/file')).stdout, 'now\n', 'the volume goes on as it is');

    await t.throwsAsync(lab.restoreVolume('vol-3', snapshot, 2 * GIB), {
      instanceOf: UserError,
      message: `the volume of ${snapshot} has 4 GiB, and 2 are too few for what is on it; give more`,
    });
  },
);

onHost('what no snapshot can be taken of, or restored from, is refused in one sentence', async (t) => {
  const lab = await cloud();
  const { name } = await host();
  await t.throwsAsync(lab.takeSnapshot(name), {
    instanceOf: UserError,
    message: `${name} has no data volume to take a snapshot of; name a host that holds data`,
  });
  for (const snapshot of ['snap-0123456789abcdef0', '../volumes/vol-1'])
    await t.throwsAsync(lab.restoreVolume('vol-4', snapshot), {
      instanceOf: UserError,
      message: `there is no snapshot ${snapshot} in lab; take one with vedette local snapshot <host>`,
    });
});
