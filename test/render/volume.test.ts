import type { ExecutionContext } from 'ava';
import { localHost } from '../../src/local/environment-cloud.ts';
import { type HostStatus, type LocalCloud, startCloud } from '../../src/local/index.ts';
import { ALONE, booted, cloudOf, hostNamed, redis, resolved, story, until } from '../_boot.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const real = serially(needs(...NEEDED));
const environment = resolved(ALONE);
const VOLUME = 'vol-one';
const SIZE = 2 ** 26;

/** Creates the host with its volume, and waits until it is ready or failed. */
async function create(cloud: LocalCloud): Promise<HostStatus> {
  const host = localHost(environment, hostNamed(environment, 'one'));
  await cloud.createHost({ ...host, volume: VOLUME, volumeSize: SIZE });
  return booted(cloud, 'one');
}

/** A test with a cloud of its own. */
function withCloud(title: string, body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>): void {
  real(title, async (t) => {
    t.timeout(300_000);
    const cloud = await startCloud({ ...cloudOf(environment), haste: 20 }, { tether: true });
    t.teardown(() => cloud.down());
    await body(t, cloud);
  });
}

/** A test with a host that is ready and holds one key. */
function withHost(title: string, body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>): void {
  withCloud(title, async (t, cloud) => {
    const status = await create(cloud);
    t.is(status.boot, 'ready', status.lastLine);
    await until(
      'the first boot is over',
      async () => (await cloud.exec('one', ['test', '-e', '/firstboot'])).status === 1,
    );
    await redis(cloud, 'one', 'SET', 'key', 'value');
    await redis(cloud, 'one', 'SAVE');
    await body(t, cloud);
  });
}

/** Where the superblock has its flags; 4 asks for fsck, and 128 stands for damage that only a person can judge. */
const setFlags = (bits: number): readonly string[] => [
  'sh',
  '-c',
  `printf '\\${bits.toString(8)}' | dd of=/dev/nda1 bs=1 seek=66848 conv=notrunc`,
];

/** Boots the host once more after a change; returns what it says until its report. */
async function again(cloud: LocalCloud, change: () => Promise<unknown>): Promise<readonly string[]> {
  const before = (await story(cloud, 'one')).length;
  await change();
  await cloud.start('one');
  const said = async () => (await story(cloud, 'one')).slice(before);
  await until('the host has reported', async () => /: ready$|FAILED report/.test((await said()).join('\n')));
  return said();
}

withHost('a volume that has grown is found, grown and mounted at the next boot', async (t, cloud) => {
  const lines = await again(cloud, async () => {
    await cloud.stop('one');
    await cloud.growVolume(VOLUME, 2 * SIZE);
  });
  t.deepEqual(lines, [
    'vedette: volume: the file system has grown with /dev/nda1',
    'vedette: role: primary since 1 of the Sentinels name it',
    'vedette: ready',
  ]);
  t.is(await redis(cloud, 'one', 'GET', 'key'), 'value');
});

withHost('a re-created host finds a volume that has grown, and keeps its data', async (t, cloud) => {
  await cloud.stop('one');
  await cloud.terminate('one');
  await cloud.growVolume(VOLUME, 2 * SIZE);
  const status = await create(cloud);
  t.is(status.boot, 'ready', status.lastLine);
  t.true((await story(cloud, 'one')).includes('vedette: volume: /dev/nda1 keeps its data'));
  t.is(await redis(cloud, 'one', 'GET', 'key'), 'value');
});

withHost('a volume that needs fsck after a power cut is mended and mounted', async (t, cloud) => {
  const lines = await again(cloud, async () => {
    await cloud.exec('one', setFlags(4));
    await cloud.kill('one');
  });
  t.is(lines.at(-1), 'vedette: ready');
  t.regex(await cloud.console('one'), /FILE SYSTEM MARKED CLEAN/);
  t.is(await redis(cloud, 'one', 'GET', 'key'), 'value');
});

withHost(
  'a volume that only a person can mend is left as it is, and comes up once it is mended',
  async (t, cloud) => {
    const lines = await again(cloud, async () => {
      await cloud.exec('one', setFlags(128));
      await cloud.kill('one');
    });
    t.is(
      lines[0],
      'vedette: FAILED volume: /dev/nda1 is damaged; run fsck_ffs /dev/nda1, then service redis start',
    );
    t.is(lines.at(-1), 'vedette: FAILED report: redis does not answer');
    await cloud.exec('one', ['fsck_ffs', '-y', '/dev/nda1']);
    t.is((await cloud.exec('one', ['service', 'redis', 'start'])).status, 0);
    await until('Redis answers', async () => (await redis(cloud, 'one', 'GET', 'key')) === 'value');
  },
);

withHost('a host whose volume is missing at a boot decides nothing and starts no Redis', async (t, cloud) => {
  const lines = await again(cloud, async () => {
    await cloud.stop('one');
    await cloud.detachVolume('one');
  });
  t.deepEqual(lines, [
    'vedette: FAILED volume: /dev/aws/disk/linuxname/sdf did not appear; attach the data volume',
    'vedette: FAILED report: redis does not answer',
  ]);
  await cloud.attachVolume('one', VOLUME);
  t.is((await cloud.exec('one', ['service', 'redis', 'start'])).status, 0);
  await until('Redis answers', async () => (await redis(cloud, 'one', 'GET', 'key')) === 'value');
});

withHost(
  'a blank volume in place of the one with the data is not formatted at a later boot',
  async (t, cloud) => {
    const lines = await again(cloud, async () => {
      await cloud.stop('one');
      await cloud.detachVolume('one');
      await cloud.attachVolume('one', 'vol-other');
    });
    t.is(
      lines[0],
      'vedette: FAILED volume: /dev/nda1 is no data volume of vedette: fstyp: /dev/nda1: filesystem not recognized',
    );
  },
);

/** What stands where on disks that somebody else uses. */
const FOREIGN: readonly (readonly [string, string, number])[] = [
  ['a partition table (MBR)', '\\125\\252', 510],
  ['a partition table (GPT)', 'EFI PART', 512],
  ['the second partition table (GPT) alone', 'EFI PART', SIZE - 512],
  ['XFS', 'XFSB', 0],
  ['LUKS', 'LUKS\\272\\276', 0],
  ['LVM', 'LABELONE', 512],
  ['btrfs', '_BHRfS_M', 65_600],
  ['ext4', '\\123\\357', 1_080],
  ['Linux RAID', '\\374\\116\\053\\251', 4_096],
  ['swap', 'SWAPSPACE2', 4_086],
  ['GELI', 'GEOM::ELI', SIZE - 512],
];

withCloud('no disk that somebody else uses is formatted', async (t, cloud) => {
  await create(cloud);
  await cloud.exec('one', ['service', 'redis', 'stop']);
  await cloud.exec('one', ['umount', '/var/db/redis']);
  for (const [what, text, at] of FOREIGN) {
    const script = `
      dd if=/dev/zero of=/dev/nda1 bs=1048576 count=1 conv=notrunc
      printf '${text}' | dd of=/dev/nda1 bs=1 seek=${at} conv=notrunc
      before=$(cksum /dev/nda1)
      service vedette_volume oneformat
      echo "status $?"
      [ "$before" = "$(cksum /dev/nda1)" ] && echo untouched
      printf '\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0' | dd of=/dev/nda1 bs=1 seek=${at} conv=notrunc`;
    const { stdout } = await cloud.exec('one', ['sh', '-c', script]);
    t.regex(
      stdout,
      /^vedette: FAILED volume: \/dev\/nda1 (is not blank|holds ext2fs).*\nstatus 1\nuntouched\n$/,
      what,
    );
  }
  const { stdout } = await cloud.exec('one', ['service', 'vedette_volume', 'oneformat']);
  t.is(stdout, 'vedette: volume: /dev/nda1 was blank and is formatted\n', 'zeros are blank');
});

/** What of a half-made file system speaks against formatting it anew: it is another one's, or something stands before it. */
const HALF_MADE = [
  ['of another label', 'otherdata', ''],
  ['of a label that only begins like ours', 'redisdata2', ''],
  [
    'behind a partition table',
    'redisdata',
    "printf '\\125\\252' | dd of=/dev/nda1 bs=1 seek=510 conv=notrunc",
  ],
] as const;

withCloud('a half-made file system is made anew only where it is provably ours', async (t, cloud) => {
  await create(cloud);
  await cloud.exec('one', ['service', 'redis', 'stop']);
  await cloud.exec('one', ['umount', '/var/db/redis']);
  const halfMade = (label: string, more: string): string => `
    dd if=/dev/zero of=/dev/nda1 bs=1048576 count=1 conv=notrunc
    sed 's/^write_groups$/exit 1/' /sbin/newfs >/tmp/newfs; sh /tmp/newfs -L ${label} /dev/nda1; ${more}
    service vedette_volume oneformat`;
  for (const [what, label, more] of HALF_MADE)
    t.is(
      (await cloud.exec('one', ['sh', '-c', halfMade(label, more)])).stdout,
      'vedette: FAILED volume: /dev/nda1 is not blank or cannot be read; detach it or empty it\n',
      what,
    );
  t.is(
    (await cloud.exec('one', ['sh', '-c', halfMade('redisdata', '')])).stdout,
    'vedette: volume: /dev/nda1 was half formatted and is formatted\n',
  );
});

for (const [what, broken] of [
  ['a disk that cannot be read', 'case $1 in if=/dev/nda1) exit 1 ;; *) exec /bin/dd.real "$@" ;; esac'],
  [
    'a disk that can be read in part',
    'case $1 in if=/dev/nda1) set -- "$@" count=1 ;; esac; exec /bin/dd.real "$@"',
  ],
  ['a disk of a host that has no dd', 'exit 1'],
] as const)
  withCloud(`${what} does not count as blank`, async (t, cloud) => {
    await create(cloud);
    await cloud.exec('one', ['service', 'redis', 'stop']);
    const script = `umount /var/db/redis; dd if=/dev/zero of=/dev/nda1 bs=1048576 count=1 conv=notrunc
    mv /bin/dd /bin/dd.real; printf '#!/bin/sh\\n%s\\n' "$DD" >/bin/dd; chmod +x /bin/dd
    service vedette_volume oneformat`;
    t.regex(
      (await cloud.exec('one', ['sh', '-c', script], { env: { DD: broken } })).stdout,
      /^vedette: FAILED volume: \/dev\/nda1 is not blank or cannot be read/m,
    );
  });
