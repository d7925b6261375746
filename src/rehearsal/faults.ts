/** What can be done to hosts and to what lies between them, each marked when it happens. */
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { Command } from '../group/client.ts';
import type { Reply } from '../group/reply.ts';
import { localHost } from '../local/environment-cloud.ts';
import type { Narrowing, Service } from '../local/index.ts';
import { serviceName } from '../render/freebsd.ts';
import type { Host } from '../topology/environment.ts';
import { DEMOTED } from './old-primary.ts';
import type { Stage } from './stage.ts';

const PROGRAM: Readonly<Record<Service, string>> = { redis: 'Redis', sentinel: 'Sentinel' };

/** A boot takes seconds, and half a minute more where a program does not answer. */
const BOOT = milliseconds(90_000);

/** Ends a program without a word: its connections are reset. */
export function kill(stage: Stage, host: Host, service: Service = 'redis'): Promise<void> {
  return signal(stage, host, service, 'SIGKILL', 'killed');
}

/** Stops a program where it is: it keeps its connections and answers nothing. */
export function hang(stage: Stage, host: Host, service: Service = 'redis'): Promise<void> {
  return signal(stage, host, service, 'SIGSTOP', 'hangs');
}

/** Lets a program go on that hangs. */
export function wake(stage: Stage, host: Host, service: Service = 'redis'): Promise<void> {
  return signal(stage, host, service, 'SIGCONT', 'goes on');
}

function signal(
  stage: Stage,
  host: Host,
  service: Service,
  name: NodeJS.Signals,
  meaning: string,
): Promise<void> {
  const text = `${PROGRAM[service]} of ${host.name} ${meaning}`;
  return stage.strike(text, host, (cloud) => cloud.signal(host.name, service, name));
}

/** Cuts the power of a host: nothing is saved, no connection is closed. */
export function cutPower(stage: Stage, host: Host): Promise<void> {
  return stage.strike(`power of ${host.name} cut`, host, (cloud) => cloud.kill(host.name));
}

/** Powers a host on, with the root and the volume that it had; fulfilled when it has begun to boot. */
export function powerOn(stage: Stage, host: Host): Promise<void> {
  return stage.act(`${host.name} powered on`, host, (cloud) => cloud.start(host.name));
}

/** Waits until a host has booted, well or not; marked when the wait begins. */
export function awaitBoot(stage: Stage, host: Host): Promise<void> {
  return stage.act(`${host.name} boots`, host, (cloud) => cloud.waitForBoot([host.name], BOOT));
}

/** Shuts a host down in order; fulfilled when it is off. */
export function shutDown(stage: Stage, host: Host): Promise<void> {
  return stage.act(`${host.name} shut down`, host, (cloud) => cloud.stop(host.name));
}

/** Starts, stops or restarts a program as an operator does; fulfilled when service(8) has ended. */
export function service(
  stage: Stage,
  host: Host,
  program: Service,
  command: 'start' | 'stop' | 'restart',
): Promise<void> {
  const name = serviceName(stage.environment.redis.engine, program);
  const text = `${PROGRAM[program]} of ${host.name}: service ${name} ${command}`;
  return runOn(stage, host, text, ['service', name, command]);
}

/** Creates a host anew, with the volume that it had or an empty one; fulfilled when it has begun to boot. */
export function recreate(stage: Stage, host: Host, volume: 'kept' | 'empty'): Promise<void> {
  const local = localHost(stage.environment, host);
  const text = `${host.name} created anew, ${volume === 'empty' ? 'its volume empty' : 'with its volume'}`;
  return stage.strike(text, host, async (cloud) => {
    await cloud.terminate(host.name);
    const at = monotonicNow();
    if (volume === 'empty' && local.volume !== undefined) await cloud.removeVolume(local.volume);
    await cloud.createHost(local);
    return at;
  });
}

/** Lets nothing pass any more between each of some hosts and each of others, both ways, without a word to anybody. */
export function cut(stage: Stage, these: readonly Host[], those: readonly Host[]): Promise<void> {
  const names = (hosts: readonly Host[]): readonly string[] => hosts.map(({ name }) => name);
  const [alone] = these.length === 1 ? these : [];
  const text = `${names(these).join(', ')} cut off from ${names(those).join(', ')}`;
  return stage.strike(text, alone, (cloud) => cloud.cutLinks(names(these), names(those)));
}

/** Narrows the link of a host: packets come late, and are dropped where too many wait. */
export function narrow(stage: Stage, host: Host, narrowing: Narrowing): Promise<void> {
  const text = `link of ${host.name} narrowed to ${narrowing.rate} kbit/s, ${narrowing.wait} ms of queue`;
  return stage.act(text, host, (cloud) => cloud.narrowLink(host.name, narrowing));
}

/** How it is marked that links are mended. */
export const LINKS_MENDED = 'links mended';

/** Mends every link that was cut or narrowed. */
export function mendLinks(stage: Stage): Promise<void> {
  return stage.act(LINKS_MENDED, undefined, (cloud) => cloud.mendLinks());
}

/**
 * Runs a program of a host, and marks it with what that means.
 *
 * @throws UserError if it fails
 */
export function runOn(stage: Stage, host: Host, what: string, argv: readonly string[]): Promise<void> {
  return stage.act(what, host, async (cloud) => {
    const { status, stdout, stderr } = await cloud.exec(host.name, argv);
    if (status !== 0)
      throw new UserError(
        `${argv.join(' ')} on ${host.name} ended with ${status}: ${`${stdout}${stderr}`.trim()}`,
      );
  });
}

/** Writes a file of a host in place of what it held; its owner and mode stay. */
export function overwrite(stage: Stage, host: Host, path: string, content: string): Promise<void> {
  const argv = ['sh', '-c', 'cat >"$1"', 'sh', path];
  return stage.act(`${path} of ${host.name} overwritten`, host, (cloud) =>
    cloud.exec(host.name, argv, { input: content }),
  );
}

/** Asks a Sentinel something that changes it, and marks that. @throws UserError if it does not answer, or refuses */
export function tellSentinel(stage: Stage, host: Host, ...command: Command): Promise<void> {
  const text = `Sentinel of ${host.name}: ${command.join(' ')}`;
  return stage.act(text, host, async () => mustTake(text, await stage.askSentinel(host, ...command)));
}

/** Asks a Redis something that changes it, and marks that. @throws UserError if it does not answer, or refuses */
export function tellRedis(stage: Stage, host: Host, ...command: Command): Promise<void> {
  const text = `Redis of ${host.name}: ${command.join(' ')}`;
  return stage.act(text, host, async () => mustTake(text, await stage.askRedis(host, ...command)));
}

/** @throws UserError if a program did not answer, or refused */
export function mustTake(what: string, reply: Reply): void {
  if (reply === null) throw new UserError(`${what}: it does not answer`);
  if (typeof reply === 'object' && 'refused' in reply) throw new UserError(`${what}: ${reply.refused}`);
}

/** Waits until a Sentinel names another primary than the one that the drill began with. */
export function untilReplaced(stage: Stage, limit?: Milliseconds): Promise<void> {
  return stage.until(
    'a Sentinel names another primary',
    async () => (await namedBy(stage)).some((address) => address !== stage.primary.address),
    limit,
  );
}

/**
 * Waits until every Sentinel that answers names the same primary, another one than the drill began with.
 *
 * @param hosts the Sentinels that are asked. @default all
 */
export function untilAllNameAnother(
  stage: Stage,
  hosts = stage.sentinels,
  limit?: Milliseconds,
): Promise<void> {
  return stage.until(
    'all Sentinels name another primary',
    async () => {
      const named = new Set(await namedBy(stage, hosts));
      return named.size === 1 && !named.has(stage.primary.address);
    },
    limit,
  );
}

/** Waits until the replicas that are left follow one primary, another one than the drill began with, and are in sync. */
export function untilFollowed(stage: Stage, limit?: Milliseconds): Promise<void> {
  return stage.until(
    'all other replicas follow the new primary',
    async () => {
      const roles = await Promise.all(stage.replicas.map((host) => stage.role(host)));
      const led = roles.filter(([role]) => role === 'slave');
      const isFollower = ([, address, , link]: readonly string[]): boolean =>
        link === 'connected' && address !== stage.primary.address;
      return led.every(isFollower) && roles.some(([role]) => role === 'master');
    },
    limit,
  );
}

/** Waits until the Redis of a host says that it has a role. */
export function untilRole(
  stage: Stage,
  host: Host,
  role: 'master' | 'slave',
  limit?: Milliseconds,
): Promise<void> {
  const word = role === 'master' ? 'primary' : 'replica';
  return stage.until(`${host.name} is a ${word}`, async () => (await stage.role(host))[0] === role, limit);
}

/** A busy machine is later. */
const DEMOTED_AT_LAST = milliseconds(DEMOTED + 10_000);

/** Waits until Sentinel has made the old primary a replica: until then it takes writes, which are lost (measured: 11 s). */
export function untilDemoted(stage: Stage, limit = DEMOTED_AT_LAST): Promise<void> {
  return untilRole(stage, stage.primary, 'slave', limit);
}

/** Another host leads than the first files say, and the old primary is its replica. */
export async function failOver(stage: Stage): Promise<void> {
  await kill(stage, stage.primary);
  await untilAllNameAnother(stage);
  await service(stage, stage.primary, 'redis', 'start');
  await stage.untilHealthy();
}

/** What the Sentinels that answer name. */
async function namedBy(stage: Stage, hosts: readonly Host[] = stage.sentinels): Promise<readonly string[]> {
  const answers = await Promise.all(hosts.map((host) => stage.named(host)));
  return answers.filter((address) => address !== undefined);
}
