/** The main job, told step by step on this machine: check, render, boot, fail over, bring the old host back. */
import { performance } from 'node:perf_hooks';
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { untilInterrupted } from '../../base/interrupt.ts';
import { formatSeconds, type Milliseconds, milliseconds } from '../../base/units.ts';
import { Group } from '../../group/group.ts';
import { waitForHealth } from '../../group/health.ts';
import { whileAskingOften } from '../../group/info-period.ts';
import { textOf } from '../../group/reply.ts';
import { authorityIn } from '../../group/trust.ts';
import type { LocalCloud } from '../../local/index.ts';
import { renderHost } from '../../render/host-files.ts';
import { countFindings, describeCount } from '../../report/findings.ts';
import { formatFinding, validate } from '../../rules/index.ts';
import { type Environment, firstPrimary, type Host, sentinelHosts } from '../../topology/environment.ts';
import { forecast, isNever, type Never, type Span } from '../../topology/forecast.ts';
import { clientPassword } from '../client-password.ts';
import { accountOf } from '../ledger/account.ts';
import { type Summary, summaryOf } from '../ledger/summary.ts';
import type { Acknowledged } from '../writers/event.ts';
import type { WriterGroup } from '../writers/kind.ts';
import { startWriters, type Writers } from '../writers/start.ts';
import { type Installation, installationOf } from './installation.ts';

/** What the story measured. */
export interface Measured {
  /** The host whose power was cut. */
  readonly lost: string;
  /** The host that was promoted. */
  readonly promoted: string;
  /** From the power cut to the first increment that the new primary acknowledged. */
  readonly writable: Milliseconds;
  readonly forecast: Span | Never;
  /** The counter's last value before the power cut, and its first one after it. */
  readonly counter: { readonly before: number; readonly after: number };
  /** What became of every write, from before the power cut until the host is back. */
  readonly ledger: Summary;
}

/** Tells one line. */
type Say = (text: string) => void;

/** What is measured while the client writes. */
type Failover = Omit<Measured, 'ledger'>;

const HEALTHY_AGAIN = milliseconds(60_000);

/** The client of the original note, which writes more often here: its time between two writes is the error of what it measures. */
const CLIENT: readonly WriterGroup[] = [
  { kind: 'counter', settings: 'recommended', count: 1, every: milliseconds(50) },
];

/** Tells the story and removes everything it made, also where it fails or is interrupted. */
export async function tellStory(environment: Environment, say: Say): Promise<Measured> {
  tellBeginning(environment, say);
  const installation = installationOf(environment, say);
  const clear = (): Promise<void> => installation.clear();
  return untilInterrupted(
    async () => {
      try {
        return await tellHosts(installation, environment, say);
      } finally {
        await clear();
      }
    },
    clear,
    `everything of ${environment.name} is removed`,
  );
}

async function tellHosts(installation: Installation, environment: Environment, say: Say): Promise<Measured> {
  const cloud = await step(say, 'Boot its hosts on this machine, at its own addresses', () => {
    if (environment.protected)
      say(`${environment.name} is protected, so these hosts are those of a copy without protection`);
    return installation.create();
  });
  await step(say, 'Ask Sentinel, as the original installation does', () =>
    tellSentinel(cloud, environment, say),
  );
  const measured = await tellWrites(installation, cloud, environment, say);
  await step(say, 'Remove every host, interface and file of it', () => installation.destroy());
  return measured;
}

async function tellWrites(
  installation: Installation,
  cloud: LocalCloud,
  environment: Environment,
  say: Say,
): Promise<Measured> {
  const password = await clientPassword(cloud, environment, firstPrimary(environment).name);
  const began = monotonicNow();
  const client = await startWriters(
    cloud,
    environment,
    password,
    CLIENT,
    await authorityIn(cloud, environment),
  );
  try {
    const failover = await step(say, 'Count on the primary, and cut its power', () =>
      tellFailover(cloud, environment, client, say),
    );
    await step(say, `Create ${failover.lost} anew, with its old volume`, () =>
      tellReturn(installation, cloud, environment, failover, say),
    );
    return { ...failover, ledger: summaryOf(accountOf(await client.stop(), [], began)) };
  } finally {
    await client.kill();
  }
}

/** Tells what needs no host: what rules find, and the files that are rendered. @throws UserError if a rule refuses it */
export function tellBeginning(environment: Environment, say: Say): void {
  tellCheck(environment, say);
  tellFiles(environment, say);
}

function chapter(say: Say, title: string): void {
  say(`\n== ${title}`);
}

/** Something that takes a while, and how long it took. */
async function step<Result>(say: Say, title: string, work: () => Promise<Result>): Promise<Result> {
  chapter(say, title);
  const began = performance.now();
  const result = await work();
  say(`done after ${formatSeconds(milliseconds(performance.now() - began))}`);
  return result;
}

function tellCheck(environment: Environment, say: Say): void {
  chapter(say, `Check ${environment.file} against every rule`);
  const findings = validate(environment, new Date());
  for (const finding of findings)
    say(`${finding.waived === undefined ? finding.severity : 'waived'}: ${formatFinding(finding)}`);
  const count = countFindings(findings);
  say(`${environment.name}: ${describeCount(count)}`);
  if (count.errors > 0)
    throw new UserError(`${environment.file}: its errors must be mended before it is booted`);
}

function tellFiles(environment: Environment, say: Say): void {
  chapter(say, 'Render the files of every host');
  for (const host of environment.hosts) {
    const files = renderHost(environment, host);
    const sizes = [
      ['redis.conf', files.redisConf],
      ['sentinel.conf', files.sentinelConf],
      ['user-data.sh', files.userData],
    ].flatMap(([name, text]) => (text === undefined ? [] : [`${name} (${Buffer.byteLength(text)} bytes)`]));
    say(`${host.name} ${host.address}: ${sizes.join(', ')}`);
  }
  const [sentinel] = sentinelHosts(environment);
  if (sentinel === undefined) return;
  say(`\nsentinel.conf of ${sentinel.name}:`);
  say(indented(renderHost(environment, sentinel).sentinelConf ?? ''));
}

async function tellSentinel(cloud: LocalCloud, environment: Environment, say: Say): Promise<void> {
  const { group, port } = environment.sentinel;
  const [sentinel] = sentinelHosts(environment);
  if (sentinel === undefined) throw new UserError(`${environment.file}: it has no Sentinel to ask`);
  say(`root@${sentinel.name}:~ # redis-cli -p ${port}`);
  for (const question of ['get-master-addr-by-name', 'master', 'replicas']) {
    say(`127.0.0.1:${port}> sentinel ${question} ${group}`);
    const argv = ['redis-cli', '-p', String(port), '--no-raw', 'sentinel', question, group];
    say(firstFields((await cloud.exec(sentinel.name, argv)).stdout));
  }
}

/** The first ten fields of each record; the rest is as dots. */
function firstFields(reply: string): string {
  const isLater = (line: string): boolean => Number(/(\d+)\) "[^"]*"$/.exec(line)?.[1] ?? 0) > 10;
  return reply
    .trimEnd()
    .split('\n')
    .flatMap((line, at, all) => (isLater(line) ? (isLater(all[at - 1] ?? '') ? [] : ['.....']) : [line]))
    .join('\n');
}

async function tellFailover(
  cloud: LocalCloud,
  environment: Environment,
  client: Writers,
  say: Say,
): Promise<Failover> {
  let shown = 0;
  await client.next((write) => {
    say(describeIncrement(environment, write));
    shown += 1;
    return shown === 3;
  });
  using group = new Group(cloud, environment);
  return await whileAskingOften(group, () => failover(cloud, environment, client, say));
}

function describeIncrement(environment: Environment, { by, value }: Acknowledged): string {
  return `Current master's host: ${hostNamed(environment, by).address}  mycounter: ${value}`;
}

/**
 * Once the primary is down, a Sentinel passes over a replica whose last INFO is older than 5 s. Alone with quorum 1 it looks
 * for one within 0.1 s of asking, so that on a busy machine the answer comes too late, and it tries again after twice
 * failoverTimeout only (redis sentinel.c, sentinelSelectSlave). The forecast says that; the story shows the usual case.
 */
async function failover(
  cloud: LocalCloud,
  environment: Environment,
  client: Writers,
  say: Say,
): Promise<Failover> {
  const lost = firstPrimary(environment);
  const cut = monotonicNow();
  await cloud.kill(lost.name);
  say(`the power of ${lost.name} ${lost.address} is cut`);
  const after = await client.next(({ by }) => by !== lost.name);
  say(describeIncrement(environment, after));
  const measured: Failover = {
    lost: lost.name,
    promoted: hostNamed(environment, after.by).name,
    writable: milliseconds(Math.round(after.at - cut)),
    forecast: forecast(environment, 'hung').writable,
    counter: { before: lastValueOf(client, lost), after: after.value },
  };
  say(
    `${measured.promoted} is the new primary and writable ${formatSeconds(measured.writable)} after the power cut; forecast: ${describeForecast(measured.forecast)}`,
  );
  return measured;
}

async function tellReturn(
  installation: Installation,
  cloud: LocalCloud,
  environment: Environment,
  measured: Failover,
  say: Say,
): Promise<void> {
  const lost = firstPrimary(environment);
  await installation.replace(lost);
  using group = new Group(cloud, environment);
  await whileAskingOften(group, () => waitForHealth(group, HEALTHY_AGAIN));
  const role = (await cloud.console(lost.name))
    .split('\n')
    .find((line) => line.startsWith('vedette: role: '));
  say(`console of ${lost.name}: ${role}`);
  const counter = textOf(await group.redis(lost.name).ask(['GET', 'mycounter']));
  say(`${lost.name} is a replica of ${measured.promoted}, in sync, and has mycounter ${counter}`);
}

/** The last value that a host acknowledged. */
function lastValueOf({ events }: Writers, { name }: Host): number {
  const acknowledged = events.filter((event) => event.kind === 'acknowledged');
  return acknowledged.findLast(({ by }) => by === name)?.value ?? 0;
}

function hostNamed({ name, hosts }: Environment, by: string | undefined): Host {
  const host = hosts.find((candidate) => candidate.name === by);
  if (host === undefined) throw new Error(`Sentinel names ${by}, which is no host of ${name}`);
  return host;
}

/** A forecast in words. */
export function describeForecast(when: Span | Never): string {
  return isNever(when) ? `never: ${when.never}` : `${formatSeconds(when.from)} to ${formatSeconds(when.to)}`;
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, '    ');
}
