import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../src/base/clock.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED, type TestHost, testCloud, UNTIL_PONG } from './_cloud.ts';

const { cloud, host } = testCloud({ name: 'links' });

/** What is mended is every link of the cloud, also those that another test has cut. */
const inTurn = serially(needs(...NEEDED));

const SERVER = `pkg bootstrap -y; pkg install -y redis72
  redis-server --bind 0.0.0.0 --protected-mode no --save '' --daemonize yes; ${UNTIL_PONG}`;

/** A host on which a Redis runs. */
async function server(): Promise<TestHost> {
  const one = await host();
  await one.sh(SERVER, { env: { ASSUME_ALWAYS_YES: 'yes' } });
  return one;
}

/** What a host is told by the Redis at an address; nothing where nobody says anything for so many seconds. */
async function ask(from: TestHost, address: string, seconds: number): Promise<string> {
  const { stdout, stderr } = await from.sh(`timeout ${seconds} redis-cli -h ${address} PING`);
  return `${stdout}${stderr}`.trim();
}

const bothWays = (one: TestHost, other: TestHost, seconds: number): Promise<readonly string[]> =>
  Promise.all([ask(one, other.address, seconds), ask(other, one.address, seconds)]);

/** An answer may take its time on a busy machine; that nothing comes is seen in a moment. */
const answers = (one: TestHost, other: TestHost): Promise<readonly string[]> => bothWays(one, other, 60);
const silence = (one: TestHost, other: TestHost): Promise<readonly string[]> => bothWays(one, other, 0.5);

const ANSWERS = ['PONG', 'PONG'];
const SILENCE = ['', ''];

inTurn('a link that is cut passes nothing, says nothing to anybody, and leaves other links', async (t) => {
  const [one, other, third] = [await server(), await server(), await server()];
  const lab = await cloud();
  t.deepEqual(await answers(one, other), ANSWERS);

  const before = monotonicNow();
  const at = await lab.cutLinks([one.name], [other.name]);
  t.true(before < at && at < monotonicNow());
  t.deepEqual(await silence(one, other), SILENCE);
  t.deepEqual(await answers(one, third), ANSWERS);

  await lab.cutLinks([one.name, other.name], [third.name]);
  t.deepEqual(await silence(one, third), SILENCE);

  await lab.kill(one.name);
  await lab.start(one.name);
  await one.sh(SERVER);
  t.deepEqual(await silence(one, other), SILENCE);

  await lab.mendLinks();
  t.deepEqual(await answers(one, other), ANSWERS);
  t.deepEqual(await answers(one, third), ANSWERS);
  await lab.cutLinks([one.name], [other.name]);
  t.deepEqual(await silence(one, other), SILENCE);
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
    // 20 kB less the 4 that pass at once take a second at 128 kbit/s: longer on a busy machine, and never less.
    const least = 900;
    const untilSwift = async (): Promise<void> => {
      while ((await took()) >= least);
    };
    await untilSwift();
    await lab.narrowLink(one.name, { rate: 128, wait: 1_000 });
    const narrowed = await took();
    t.true(narrowed >= least, `${narrowed} ms`);
    await lab.mendLinks();
    await t.notThrowsAsync(untilSwift());
  },
  needs(...NEEDED, 'tc'),
);

inTurn('a signal reaches the process of a service, and is refused where none runs', async (t) => {
  const one = await server();
  const lab = await cloud();
  const asked = (seconds: number): Promise<string> => ask(one, '127.0.0.1', seconds);
  t.is(await asked(60), 'PONG');
  const before = monotonicNow();
  const at = await lab.signal(one.name, 'redis', 'SIGSTOP');
  t.true(before < at && at < monotonicNow());
  t.is(await asked(1), '');
  await lab.signal(one.name, 'redis', 'SIGCONT');
  t.is(await asked(60), 'PONG');
  await lab.signal(one.name, 'redis', 'SIGKILL');
  // One that is killed is there for a moment still.
  await one.sh('while pgrep redis-server >/dev/null; do sleep 0.02; done');
  await t.throwsAsync(lab.signal(one.name, 'redis', 'SIGKILL'), {
    message: `redis does not run on ${one.name}; start it there first`,
  });
});
