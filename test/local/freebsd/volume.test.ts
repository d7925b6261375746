import { setTimeout as sleep } from 'node:timers/promises';
import { needs } from '../../_needs.ts';
import { NEEDED, NOTHING, testCloud } from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud();

const DISK = '/dev/aws/disk/ebs';
const untilThere = (path: string): string => `until [ -e ${path} ]; do sleep 0.02; done`;

onHost("a volume's link comes a moment after the boot, as a character device", async (t) => {
  const userData = `#!/bin/sh\n[ -e ${DISK}/vol-1 ] && echo early\necho 'vedette: ready'\n`;
  const { name, sh } = await host({ volume: 'vol-1', userData });
  t.is(await (await cloud()).console(name), 'vedette: ready\n');
  t.is(
    (await sh(`${untilThere(`${DISK}/vol-1`)}; readlink -f ${DISK}/vol-1; [ -c /dev/nda1 ] && echo device`))
      .stdout,
    '/dev/nda1\ndevice\n',
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
  const userData = `#!/bin/sh\nif [ -e /root/again ]; then echo 'vedette: ready'; else touch /root/again /firstboot-reboot; echo "/dev/ufs/none /media ufs $OPTIONS 0 0" >>/etc/fstab; fi\n`;
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
  const console = async (name: string): Promise<string> => {
    for (;;) {
      const text = await lab.console(name);
      if (text.includes('mount: /dev/ufs/none')) return text;
      await sleep(50);
    }
  };
  t.regex(await console('lost'), /startup aborted/);
  t.notRegex(await console('saved'), /startup aborted/);
});

onHost('a host without a volume has no disk', async (t) => {
  const { sh } = await host({ userData: NOTHING });
  t.is((await sh('sleep 0.5; ls /dev/nda1 /dev/aws/ 2>/dev/null')).stdout, '/dev/aws/:\n');
});
