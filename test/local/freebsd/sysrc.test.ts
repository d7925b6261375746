import { needs } from '../../_needs.ts';
import { NEEDED, testCloud } from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { host } = testCloud();

onHost('a new name is appended to rc.conf with its value in quotes', async (t) => {
  const { sh } = await host();
  t.is((await sh('sysrc redis_enable=YES')).stdout, 'redis_enable:  -> YES\n');
  t.is((await sh('tail -n 1 /etc/rc.conf')).stdout, 'redis_enable="YES"\n');
});

onHost('a name that is there is changed in its place, in the file that holds it', async (t) => {
  const { sh } = await host();
  t.is((await sh('sysrc hostname=ns')).stdout, 'hostname: freebsd -> ns\n');
  t.is((await sh('head -n 1 /etc/rc.conf; grep -c hostname= /etc/rc.conf')).stdout, 'hostname="ns"\n1\n');
  await sh('echo \'x="1"\' >/etc/rc.conf.local; sysrc x=2');
  t.is((await sh('cat /etc/rc.conf.local')).stdout, 'x="2"\n');
});

onHost('several names are set by one command, and the mode of the file is kept', async (t) => {
  const { sh } = await host();
  t.is((await sh('sysrc a=1 b="two words"')).stdout, 'a:  -> 1\nb:  -> two words\n');
  t.is((await sh('sysrc -n a b; stat -f %Lp /etc/rc.conf')).stdout, '1\ntwo words\n644\n');
});

onHost('-c tells by its status whether the value is there, and changes nothing', async (t) => {
  const { sh } = await host();
  t.like(await sh('sysrc -c hostname=freebsd'), { status: 0, stdout: '' });
  t.like(await sh('sysrc -c hostname=other'), { status: 1, stdout: '' });
  t.is((await sh('sysrc -n hostname')).stdout, 'freebsd\n');
});

onHost('-x removes a name; one that is unknown is an error', async (t) => {
  const { sh } = await host();
  t.is((await sh('sysrc a=1; sysrc -x a; sysrc -n a')).status, 1);
  t.like(await sh('sysrc -x none'), { status: 1, stderr: "sysrc: unknown variable 'none'\n" });
  t.like(await sh('sysrc -n none'), { status: 1, stdout: '' });
});

onHost('words are added once and removed', async (t) => {
  const { sh } = await host();
  await sh('sysrc list="one two"; sysrc list+=three; sysrc list+=three; sysrc list-=one');
  t.is((await sh('sysrc -n list')).stdout, 'two three\n');
});

onHost('a value with a quote breaks the file, and the next call stops at it', async (t) => {
  const { sh } = await host();
  await sh(`sysrc 'a=x"y'`);
  t.not((await sh('sysrc b=1')).status, 0);
  t.is((await sh('grep -c b= /etc/rc.conf')).stdout, '0\n');
});

onHost('a name with a dot is refused', async (t) => {
  const { sh } = await host();
  t.is((await sh('sysrc kern.ipc.soacceptqueue=1024')).status, 1);
});
