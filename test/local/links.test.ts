import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../src/base/clock.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED, type TestHost, testCloud } from './_cloud.ts';

const { cloud, host } = testCloud({ name: 'links' });

/** What is mended is every link of the cloud, also those that another test has cut. */
const inTurn = serially(needs(...NEEDED));

const SERVER = `pkg bootstrap -y; pkg install -y redis72
  redis-server --bind 0.0.0.0 --protected-mode no --save '' --daemonize yes`;

/** A host on which a Redis runs. */
async function server(): Promise<TestHost> {
  const one = await host();
  await one.sh(SERVER, { env: { ASSUME_ALWAYS_YES: 'yes' } });
  return one;
}

/** Whether a host gets an answer of another one within half a second, and what it was told otherwise. */
async function ask(from: TestHost, { address }: TestHost): Promise<string> {
  const { stdout, stderr } = await from.sh(`timeout 0.5 redis-cli -h ${address} PING`);
  return `${stdout}${stderr}`.trim();
}

const bothWays = (one: TestHost, other: TestHost): Promise<readonly string[]> =>
  Promise.all([ask(one, other), ask(other, one)]);

const ANSWERS = ['PONG', 'PONG'];
const SILENCE = ['', ''];

inTurn('a link that is cut passes nothing, says nothing to anybody, and leaves other links', async (t) => {
  const [one, other, third] = [await server(), await server(), await server()];
  const lab = await cloud();
  t.deepEqual(await bothWays(one, other), ANSWERS);

  const before = monotonicNow();
  const at = await lab.cutLinks([one.name], [other.name]);
  t.true(before < at && at < monotonicNow());
  t.deepEqual(await bothWays(one, other), SILENCE);
  t.deepEqual(await bothWays(one, third), ANSWERS);

  await lab.cutLinks([one.name, other.name], [third.name]);
  t.deepEqual(await bothWays(one, third), SILENCE);

  await lab.kill(one.name);
  await lab.start(one.name);
  await one.sh(SERVER);
  t.deepEqual(await bothWays(one, other), SILENCE);

  await lab.mendLinks();
  t.deepEqual(await bothWays(one, other), ANSWERS);
  t.deepEqual(await bothWays(one, third), ANSWERS);
  await lab.cutLinks([one.name], [other.name]);
  t.deepEqual(await bothWays(one, other), SILENCE);
  await lab.mendLinks();
});

inTurn('a connection that is open falls silent with its link, and goes on when that is mended', async (t) => {
  const [one, other] = [await server(), await server()];
  const lab = await cloud();
  const script = `(for i in 1 2 3 4 5 6 7 8; do echo "SET count $i"; sleep 0.25; done) | redis-cli -h ${other.address}`;
  const counting = one.sh(script);
  await sleep(600);
  await lab.cutLinks([one.name], [other.name]);
  await sleep(300);
  const count = async (): Promise<string> => (await other.sh('redis-cli GET count')).stdout.trim();
  const during = await count();
  await sleep(600);
  t.is(await count(), during);
  await lab.mendLinks();
  t.is((await counting).status, 0);
  t.is(await count(), '8');
});

inTurn(
  'a link that is narrowed makes packets wait, and no longer once it is mended',
  async (t) => {
    const [one, other] = [await server(), await server()];
    const lab = await cloud();
    const took = async (): Promise<number> => {
      const begin = monotonicNow();
      await one.sh(`head -c 20000 /dev/zero | tr '\\0' x | redis-cli -h ${other.address} -x SET much`);
      return monotonicNow() - begin;
    };
    const usual = await took();
    await lab.narrowLink(one.name, { rate: 128, wait: 1_000 });
    const narrowed = await took();
    t.true(narrowed > usual + 500, `${narrowed} ms, ${usual} ms before`);
    await lab.mendLinks();
    const again = await took();
    t.true(again < narrowed, `${again} ms, ${narrowed} ms while it was narrow`);
  },
  needs(...NEEDED, 'tc'),
);

inTurn('a signal reaches the process of a service, and is refused where none runs', async (t) => {
  const one = await server();
  const lab = await cloud();
  const asked = async (): Promise<string> => (await one.sh('timeout 1 redis-cli PING')).stdout.trim();
  t.is(await asked(), 'PONG');
  const before = monotonicNow();
  const at = await lab.signal(one.name, 'redis', 'SIGSTOP');
  t.true(before < at && at < monotonicNow());
  t.is(await asked(), '');
  await lab.signal(one.name, 'redis', 'SIGCONT');
  t.is(await asked(), 'PONG');
  await lab.signal(one.name, 'redis', 'SIGKILL');
  await t.throwsAsync(lab.signal(one.name, 'redis', 'SIGKILL'), {
    message: `redis does not run on ${one.name}; start it there first`,
  });
});
