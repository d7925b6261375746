import { setTimeout as sleep } from 'node:timers/promises';
import { startCloud } from '../../../src/local/start.ts';
import { needs } from '../../_needs.ts';
import {
  cloudProcesses,
  NEEDED,
  NOTHING,
  type Process,
  SPEC,
  testCloud,
  unreaped,
  untilThrough,
} from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud();

const DISK = '/dev/aws/disk/ebs';
/** From now on newfs ends in the middle. */
const HALF_MADE = `sed -i '' 's/^write_groups$/exit 1/' /sbin/newfs`;
const untilThere = (path: string): string => `until [ -e ${path} ]; do sleep 0.02; done`;

/** What the stand-ins of a host wait for lasts until it is let go on. */
const HELD = `cd /usr/libexec/vedette/bin; rm sleep
  printf '#!/bin/sh\\n[ "$1" = infinity ] || until [ -e /root/go ]; do /bin/sleep 0.02; done\\nexec /bin/sleep "$1"\\n' >sleep
  chmod +x sleep`;

onHost("a volume's link comes a moment after the boot, and leads to the disk", async (t) => {
  const lab = await cloud();
  const { name, sh } = await host({ volume: 'vol-1' });
  await sh(HELD);
  const { length } = await lab.console(name);
  await lab.kill(name);
  await lab.start(name);
  await untilThrough(lab, name, length);
  t.is((await sh(`ls ${DISK}`)).stdout, '');
  t.is(
    (
      await sh(
        `: >/root/go; ${untilThere(`${DISK}/vol-1`)}; readlink -f ${DISK}/vol-1; realpath ${DISK}/vol-1`,
      )
    ).stdout,
    '/dev/nda1\n/dev/nda1\n',
  );
});

onHost('a blank volume and one that is not there differ only on stderr', async (t) => {
  const { sh } = await host({ volume: 'vol-2' });
  await sh(untilThere(`${DISK}/vol-2`));
  t.deepEqual(await sh(`fstyp -u ${DISK}/vol-2`), {
    status: 1,
    stdout: '',
    stderr: `fstyp: ${DISK}/vol-2: filesystem not recognized\n`,
  });
  t.deepEqual(await sh(`fstyp -u ${DISK}/vol-9`), {
    status: 1,
    stdout: '',
    stderr: `fstyp: ${DISK}/vol-9: No such file or directory\n`,
  });
});

onHost('a formatted volume is ufs, has its label a moment later, and mounts by it', async (t) => {
  const { sh } = await host({ volume: 'vol-3' });
  t.is((await sh('newfs -U -L redisdata /dev/nda1 >/dev/null; fstyp -u /dev/nda1')).stdout, 'ufs\n');
  await sh(`${untilThere('/dev/ufs/redisdata')}; mkdir -p /var/db/redis
    echo '/dev/ufs/redisdata /var/db/redis ufs rw,noatime,failok 0 0' >>/etc/fstab; mount /var/db/redis`);
  t.regex(
    (await sh('mount -p')).stdout,
    /^\/dev\/ufs\/redisdata\s+\/var\/db\/redis\s+ufs\s+rw,noatime,failok\s+0 0$/m,
  );
  t.like(await sh('mount /var/db/redis'), { status: 1, stderr: 'mount: /dev/ufs/redisdata: Device busy\n' });
  t.is((await sh('newfs -U -L redisdata /dev/nda1')).status, 1);
  t.is((await sh('umount /var/db/redis; mount -p | grep -c redisdata')).stdout, '0\n');
});

onHost('a directory without an entry in fstab does not mount', async (t) => {
  const { sh } = await host({ volume: 'vol-4' });
  t.like(await sh('mount /var/db'), {
    status: 1,
    stderr: 'mount: /var/db: unknown special file or file system\n',
  });
});

onHost('a blank volume does not mount', async (t) => {
  const { sh } = await host({ volume: 'vol-5' });
  t.like(await sh('mount /dev/nda1 /media'), { status: 1, stderr: 'mount: /dev/nda1: Invalid argument\n' });
});

onHost('a blank volume is zeros from end to end, of the size that it was made with', async (t) => {
  const { sh } = await host({ volume: 'vol-10', volumeSize: 2 ** 26 });
  t.is(
    (await sh(`diskinfo /dev/nda1; dd if=/dev/nda1 bs=1048576 2>/dev/null | tr -d '\\000' | wc -c`)).stdout,
    `/dev/nda1\t512\t${2 ** 26}\t${2 ** 17}\t0\t0\n0\n`,
  );
  t.like(await sh('diskinfo /dev/null'), { status: 1 });
});

onHost('a volume that grows loses its label until its file system has grown too', async (t) => {
  const { name, sh } = await host({ volume: 'vol-11', volumeSize: 2 ** 26 });
  await sh(`newfs -L data /dev/nda1; ${untilThere('/dev/ufs/data')}`);
  const grown = async (bytes: number) => {
    const lab = await cloud();
    await lab.growVolume('vol-11', 2 ** 26 + bytes);
    await lab.stop(name);
    await lab.start(name);
    await sh(untilThere('/dev/nda1'));
    return (await sh('ls /dev/ufs; fstyp -l /dev/nda1')).stdout;
  };
  t.is(await grown(2 ** 20 - 4_096), 'data\nufs data\n');
  t.is(await grown(2 ** 20), 'ufs data\n');
  t.like(await sh('growfs -y /dev/nda1'), { status: 0 });
  await sh(untilThere('/dev/ufs/data'));
  const again = await sh('growfs -y /dev/nda1');
  t.is(again.status, 0);
  t.regex(again.stderr, /^growfs: requested size \d+ is equal to the current filesystem size \d+\n$/);
});

onHost('a power cut leaves a mounted volume unclean, and an orderly stop does not', async (t) => {
  const { name, sh } = await host({ volume: 'vol-12' });
  const lab = await cloud();
  const boot = async (end: 'kill' | 'stop') => {
    await lab[end](name);
    await lab.start(name);
    await sh(untilThere('/dev/nda1'));
    return (await sh('fsck_ffs -p /dev/nda1')).stdout;
  };
  await sh('newfs -L data /dev/nda1; mount /dev/nda1 /media; touch /media/kept');
  t.regex(await boot('stop'), /^\/dev\/nda1: FILE SYSTEM CLEAN; SKIPPING CHECKS$/m);
  await sh('mount /dev/nda1 /media');
  t.regex(await boot('kill'), /FILE SYSTEM MARKED CLEAN/);
  t.is((await sh('mount /dev/nda1 /media; ls /media')).stdout, 'kept\n');
});

onHost('what was mounted unclean does not grow, and mounts once more', async (t) => {
  const { name, sh } = await host({ volume: 'vol-13' });
  const lab = await cloud();
  await sh('newfs -L data /dev/nda1; mount /dev/nda1 /media');
  await lab.kill(name);
  await lab.start(name);
  await sh(untilThere('/dev/nda1'));
  t.is((await sh('mount /dev/nda1 /media')).status, 0);
  t.like(await sh('umount /media; growfs -y /dev/nda1'), {
    status: 2,
    stderr: 'growfs: /dev/nda1 is not clean - run fsck.\n',
  });
});

onHost(
  'a file system that needs fsck does not mount, and one that needs a person is not mended by -p',
  async (t) => {
    const { sh } = await host({ volume: 'vol-14' });
    const flags = (bits: string) =>
      `printf '\\${bits}' | dd of=/dev/nda1 bs=1 seek=66848 conv=notrunc 2>/dev/null`;
    const clean = (bit: 0 | 1) =>
      `printf '\\00${bit}' | dd of=/dev/nda1 bs=1 seek=65745 conv=notrunc 2>/dev/null`;
    await sh(`newfs -L data /dev/nda1; ${clean(0)}; ${flags('004')}`);
    t.like(await sh('mount /dev/nda1 /media'), {
      status: 1,
      stderr:
        'mount: /dev/nda1: R/W mount on /media denied. Filesystem is not clean - run fsck.: Operation not permitted\n',
    });
    t.is((await sh('fsck_ffs -p /dev/nda1; mount /dev/nda1 /media')).status, 0);
    await sh(`umount /media; ${clean(0)}; ${flags('204')}`);
    const judged = await sh('fsck_ffs -p /dev/nda1');
    t.is(judged.status, 8);
    t.regex(judged.stdout, /RUN fsck_ffs MANUALLY/);
    t.is((await sh('fsck_ffs -y /dev/nda1; mount /dev/nda1 /media')).status, 0);
  },
);

onHost('gpart knows a disk by its name and not by a link to it', async (t) => {
  const { sh } = await host({ volume: 'vol-15' });
  await sh(
    `${untilThere(`${DISK}/vol-15`)}; printf '\\125\\252' | dd of=/dev/nda1 bs=1 seek=510 conv=notrunc`,
  );
  t.regex((await sh('gpart show nda1')).stdout, /nda1 {2}MBR/);
  t.regex((await sh('gpart show /dev/nda1')).stdout, /nda1 {2}MBR/);
  t.like(await sh(`gpart show ${DISK}/vol-15`), {
    status: 1,
    stderr: `gpart: No such geom: ${DISK}/vol-15.\n`,
  });
  t.is((await sh('fstyp -u /dev/nda1')).stderr, 'fstyp: /dev/nda1: filesystem not recognized\n');
});

onHost('a file system that is half made is recognized by nobody, and does not mount', async (t) => {
  const { sh } = await host({ volume: 'vol-16' });
  await sh(`${HALF_MADE}; newfs -L data /dev/nda1`);
  t.is(
    (await sh('dd if=/dev/nda1 bs=4 skip=16727 count=1 2>/dev/null | od -An -t x1')).stdout.trim(),
    '08 04 96 19',
  );
  t.is((await sh('fstyp -u /dev/nda1')).stderr, 'fstyp: /dev/nda1: filesystem not recognized\n');
  t.like(await sh('mount /dev/nda1 /media'), { status: 1, stderr: 'mount: /dev/nda1: Invalid argument\n' });
});

onHost('newfs overwrites what is there, and refuses a label with other characters', async (t) => {
  const { sh } = await host({ volume: 'vol-6' });
  t.is((await sh("newfs -L 'redis data' /dev/nda1")).status, 1);
  await sh(
    'newfs -L one /dev/nda1; mount /dev/nda1 /media; touch /media/file; umount /media; newfs -L two /dev/nda1',
  );
  t.is((await sh('mount /dev/nda1 /media; ls /media')).stdout, '');
});

onHost('a volume of fstab is mounted again after a power cut, before services start', async (t) => {
  const { name, sh } = await host({ volume: 'vol-7' });
  await sh(
    `newfs -L data /dev/nda1; echo '/dev/ufs/data /media ufs rw,failok 0 0' >>/etc/fstab; ${untilThere('/dev/ufs/data')}; mount /media; touch /media/kept`,
  );
  const lab = await cloud();
  await lab.kill(name);
  await lab.start(name);
  t.is((await sh('until mount -p | grep -q /media; do sleep 0.02; done; ls /media')).stdout, 'kept\n');
});

onHost('an entry of fstab that does not mount stops the boot, unless it says failok', async (t) => {
  const lab = await cloud();
  const userData = `#!/bin/sh\necho\nif [ -e /root/again ]; then echo 'vedette: ready'; else touch /root/again /firstboot-reboot; echo "/dev/ufs/none /media ufs $OPTIONS 0 0" >>/etc/fstab; fi\n`;
  for (const [name, options, address] of [
    ['lost', 'rw', '10.0.0.210'],
    ['saved', 'rw,failok', '10.0.0.211'],
  ] as const)
    await lab.createHost({
      name,
      address,
      subnet: '10.0.0.0/24',
      userData: userData.replace('$OPTIONS', options),
    });
  const said = async (name: string, wanted: string): Promise<string> => {
    for (;;) {
      const text = await lab.console(name);
      if (text.includes(wanted)) return text;
      await sleep(50);
    }
  };
  const lost = await said('lost', 'startup aborted');
  t.regex(lost, /mount: \/dev\/ufs\/none/);
  const refused = (await said('saved', 'mount: /dev/ufs/none')).indexOf('mount: /dev/ufs/none');
  t.notRegex(await untilThrough(lab, 'saved', refused), /startup aborted/);
});

onHost(
  'a disk that is attached to a running host is linked, and no process waits to be reaped',
  async (t) => {
    const lab = await cloud();
    const { name, sh } = await host();
    await lab.attachVolume(name, 'vol-18');
    await sh(untilThere('/dev/aws/disk/linuxname/sdf'));
    t.is((await sh(`readlink ${DISK}/vol-18`)).stdout, '/dev/nda1\n');
    const works = ({ title }: Process): boolean => /attach-volume|linuxname/.test(title);
    while (cloudProcesses().some(works) || unreaped().length > 0) await sleep(20);
  },
);

onHost('before 15.0 a disk that is attached to a running host appears at its next boot only', async (t) => {
  const older = await startCloud({ ...SPEC, release: '14.4' }, { tether: true });
  t.teardown(() => older.down());
  const sh = (script: string) => older.exec('ns', ['sh', '-c', script]);
  await older.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  await older.attachVolume('ns', 'vol-17');
  t.is((await sh('uname -r; sleep 1; ls /dev/nda1')).stdout, '14.4-RELEASE\n');
  await older.stop('ns');
  await older.start('ns');
  t.is((await sh(`${untilThere(`${DISK}/vol-17`)}; ls /dev/nda1`)).stdout, '/dev/nda1\n');
});

onHost('a host without a volume has no disk', async (t) => {
  const { sh } = await host({ userData: NOTHING });
  t.is((await sh('sleep 0.5; ls /dev/nda1 /dev/aws/ 2>/dev/null')).stdout, '/dev/aws/:\n');
});
