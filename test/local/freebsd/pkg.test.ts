import { CATALOGUE } from '../../../src/local/mirror.ts';
import { startCloud } from '../../../src/local/start.ts';
import { needs } from '../../_needs.ts';
import { NEEDED, NOTHING, SPEC, testCloud } from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { host } = testCloud();

onHost('an image has no pkg until it is bootstrapped', async (t) => {
  const { sh } = await host();
  t.like(await sh('pkg -N'), { status: 1, stderr: 'pkg: pkg is not installed\n' });
  t.like(await sh('pkg info -e redis72'), { status: 1, stderr: 'No packages installed\n' });
  t.is((await sh('pkg bootstrap -y')).status, 0);
  t.like(await sh('pkg -N'), { status: 0 });
  t.is((await sh('pkg bootstrap -y')).stdout, 'pkg already bootstrapped at /usr/local/sbin/pkg\n');
});

onHost('without a yes beforehand nothing is bootstrapped or installed', async (t) => {
  const { sh } = await host();
  t.is((await sh('pkg bootstrap')).status, 1);
  t.is((await sh('pkg install redis72')).status, 1);
  t.is((await sh('ls /usr/local/sbin')).stdout, 'configinit\n');
  t.is((await sh('ASSUME_ALWAYS_YES=yes pkg install redis72')).status, 0);
});

onHost('a package that the catalogue has not got is named, and nothing is installed', async (t) => {
  const { sh } = await host();
  await sh('pkg bootstrap -y');
  t.like(await sh('pkg install -y redis70 redis72'), {
    status: 70,
    stderr: "pkg: No packages available to install matching 'redis70' have been found in the repositories\n",
  });
  t.is((await sh('pkg info -e redis72')).status, 1);
});

onHost('every redis package can be installed', async (t) => {
  const { sh } = await host();
  await sh('pkg bootstrap -y');
  for (const name of Object.keys(CATALOGUE).filter((known) => known.startsWith('redis'))) {
    t.is((await sh(`pkg install -y ${name}`)).status, 0, name);
    t.is((await sh(`pkg info -e ${name}`)).status, 0, name);
  }
});

onHost(
  'redis brings its programs, user, directories, samples and scripts, and enables nothing',
  async (t) => {
    const { sh } = await host();
    t.is((await sh('id -u redis')).status, 1);
    await sh('pkg bootstrap -y; pkg install -y redis72');
    t.is((await sh('id redis')).stdout, 'uid=535(redis) gid=535(redis) groups=535(redis)\n');
    t.is(
      (await sh('stat -f "%Su:%Sg %Lp %N" /var/db/redis /var/log/redis /var/run/redis')).stdout.split(
        '\n',
      )[0],
      'redis:redis 755 /var/db/redis',
    );
    t.is(
      (await sh('stat -f "%Su:%Sg" /usr/local/etc/redis.conf /usr/local/etc/sentinel.conf')).stdout,
      'root:wheel\nredis:redis\n',
    );
    t.regex((await sh('redis-server --version')).stdout, /^Redis server v=7\.2\.15 /);
    t.regex((await sh('/usr/local/bin/redis-server --version')).stdout, /^Redis server v=/);
    t.is(
      (await sh('redis-cli --version; ls /usr/local/etc/rc.d')).stdout.split('\n').slice(1).join(' '),
      'ec2_configinit redis sentinel ',
    );
    t.is((await sh('service redis enabled')).status, 1);
  },
);

onHost('a configuration that is there is kept', async (t) => {
  const { sh } = await host();
  await sh(
    'pkg bootstrap -y; mkdir -p /usr/local/etc; echo mine >/usr/local/etc/redis.conf; pkg install -y redis72',
  );
  t.is((await sh('cat /usr/local/etc/redis.conf')).stdout, 'mine\n');
});

onHost('another redis package replaces the first', async (t) => {
  const { sh } = await host();
  await sh('pkg bootstrap -y; pkg install -y redis72; pkg install -y redis74');
  t.is((await sh('pkg info -e redis72')).status, 1);
  t.is((await sh('pkg info -e redis74; redis-cli --version')).status, 0);
});

onHost('installing again is no error', async (t) => {
  const { sh } = await host();
  await sh('pkg bootstrap -y; pkg install -y redis72');
  t.like(await sh('pkg install -y redis72'), { status: 0 });
});

onHost('curl is there once its package is', async (t) => {
  const { sh } = await host();
  t.not((await sh('command -v curl')).status, 0);
  await sh('pkg bootstrap -y; pkg install -y curl');
  t.is(
    (await sh('PATH=$PATH:/usr/local/bin; command -v curl; ls /usr/local/share/certs')).stdout,
    '/usr/local/bin/curl\nca-root-nss.crt\n',
  );
});

onHost('a mirror that fails four times fails four commands', async (t) => {
  const lab = await startCloud(SPEC, { tether: true });
  await lab.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  const sh = (script: string) => lab.exec('ns', ['sh', '-c', script]);
  await sh('pkg bootstrap -y');
  await lab.faults({ mirror: 4 });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) statuses.push((await sh('pkg update -f')).status);
  t.deepEqual(statuses, [1, 1, 1, 1, 0]);
  await lab.down();
});

onHost(
  'an audit prints the installed packages that the mirror names, and fails then or without the list',
  async (t) => {
    const lab = await startCloud({ ...SPEC, vulnerable: ['redis72', 'bash'] }, { tether: true });
    t.teardown(() => lab.down());
    await lab.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
    const sh = (script: string) => lab.exec('ns', ['sh', '-c', script]);
    t.like(await sh('pkg bootstrap -y >/dev/null; pkg audit -Fq'), { status: 0, stdout: '' });
    t.like(await sh('pkg install -y redis72 >/dev/null; pkg audit -Fq'), {
      status: 1,
      stdout: 'redis72-7.2.15\n',
    });
    await lab.faults({ mirror: 1 });
    t.like(await sh('pkg audit -Fq'), { status: 1, stdout: '' });
  },
);
