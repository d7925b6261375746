/** What a drill can do and ask. Everything that it does is marked, on one clock, at the moment when it happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../base/clock.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { until } from '../base/until.ts';
import { answersOf, type Client, type Command } from '../group/client.ts';
import type { Group } from '../group/group.ts';
import { waitForHealth } from '../group/health.ts';
import { listOf, type Reply, textOf } from '../group/reply.ts';
import type { Engines } from '../local/engine.ts';
import type { LocalCloud } from '../local/index.ts';
import {
  dataHosts,
  type Environment,
  type Host,
  type HostWithData,
  type HostWithSentinel,
  sentinelHosts,
} from '../topology/environment.ts';
import type { Mark } from './record.ts';
import type { Writers } from './writers/start.ts';

/** The group that a drill is run on, as it stood when the drill began. */
export interface Stage {
  /** Asks and tells its programs. */
  readonly group: Group;
  readonly environment: Environment;
  /** What hosts run of packages that have an engine of their own. */
  readonly engines: Engines;
  readonly primary: HostWithData;
  readonly replicas: readonly HostWithData[];
  readonly sentinels: readonly HostWithSentinel[];
  /**
   * Does something and marks it with the moment when it began.
   *
   * @param what was done, for example `ns powered on`
   * @param host what it was done to; undefined where it is about all
   */
  act(what: string, host: Host | undefined, work: (cloud: LocalCloud) => Promise<unknown>): Promise<void>;
  /** Does something and marks it with the moment that it returns, by the monotonic clock. */
  strike(
    what: string,
    host: Host | undefined,
    work: (cloud: LocalCloud) => Promise<Milliseconds>,
  ): Promise<void>;
  /** Tells what is done, without a mark: one of many small things. */
  say(text: string): void;
  /** What the Redis of a host answers to a command; null if it does not. */
  askRedis(host: Host, ...command: Command): Promise<Reply>;
  /** What the Sentinel of a host answers to a command; null if it does not. */
  askSentinel(host: Host, ...command: Command): Promise<Reply>;
  /** What the Redis of a host answers to `ROLE`, as words: `master`, or `slave` and whom it follows; empty if it does not. */
  role(host: Host): Promise<readonly string[]>;
  /** The address that the Sentinel of a host names as primary; undefined if it does not answer. */
  named(host: Host): Promise<string | undefined>;
  /**
   * Waits until something holds.
   *
   * @param what is waited for, as a clause: `a Sentinel names another primary`
   * @param limit @default one minute
   * @throws UserError if it does not in time
   */
  until(what: string, holds: () => Promise<boolean>, limit?: Milliseconds): Promise<void>;
  /**
   * Waits until the group is healthy.
   *
   * @param limit @default one minute and a half: a host that is created anew counts fully 20 s after it is up
   * @throws UserError that names what is not as it should be
   */
  untilHealthy(limit?: Milliseconds): Promise<void>;
  /**
   * Gives clients another password, as one does that are started anew, and waits until each has written with it.
   *
   * @throws UserError if one does not
   */
  moveClients(password: string): Promise<void>;
  /** Lets time pass. */
  pass(time: Milliseconds): Promise<void>;
}

/** Told what is done or waited for, as a clause: `waits until a Sentinel names another primary`. */
export type Step = (text: string) => void;

/** A stage, and what was done on it so far. */
export interface OpenStage {
  readonly stage: Stage;
  /** In the order in which they were made. Times are of the monotonic clock. */
  readonly marks: readonly Mark[];
}

const PATIENCE = milliseconds(60_000);
const RECOVERY = milliseconds(90_000);

/** What a stage is opened on. */
export interface Scene {
  readonly cloud: LocalCloud;
  readonly group: Group;
  /** The name of the host that leads it. */
  readonly primary: string;
  /** What runs of packages that have an engine of their own. */
  readonly engines: Engines;
  /** Who writes. */
  readonly writers: Writers;
  readonly step: Step;
}

/** Opens the stage on a healthy group. */
export function openStage({ cloud, group, primary, engines, writers, step }: Scene): OpenStage {
  const marks: Mark[] = [];
  const { environment } = group;
  const data = dataHosts(environment);
  const leader = data.find(({ name }) => name === primary);
  if (leader === undefined) throw new RangeError(`${environment.name} has no data host ${primary}`);

  const askRedis: Stage['askRedis'] = ({ name }, ...command) => answerOf(group.redis(name), command);
  const askSentinel: Stage['askSentinel'] = ({ name }, ...command) => answerOf(group.sentinel(name), command);
  const stage: Stage = {
    group,
    environment,
    engines,
    primary: leader,
    replicas: data.filter((host) => host !== leader),
    sentinels: sentinelHosts(environment),
    act: async (text, host, work) => {
      marks.push({ at: monotonicNow(), text, host: host?.name });
      step(text);
      await work(cloud);
    },
    strike: async (text, host, work) => {
      const at = await work(cloud);
      marks.push({ at, text, host: host?.name });
      step(text);
    },
    say: step,
    askRedis,
    askSentinel,
    role: async (host) => listOf(await askRedis(host, 'ROLE')).map(textOf),
    named: async (host) => {
      const reply = await askSentinel(
        host,
        'SENTINEL',
        'GET-MASTER-ADDR-BY-NAME',
        environment.sentinel.group,
      );
      const [address] = listOf(reply).map(textOf);
      return address;
    },
    until: (what, holds, limit = PATIENCE) => {
      step(`waits until ${what}`);
      return until(what, holds, limit);
    },
    untilHealthy: async (limit = RECOVERY) => {
      step('waits until the group is healthy');
      await waitForHealth(group, limit);
    },
    moveClients: async (password) => {
      await stage.act('the clients get the new password', undefined, async () => writers.move(password));
      await stage.until('every client writes with the new password', async () => writers.haveMoved());
    },
    pass: (time) => sleep(time),
  };
  return { stage, marks };
}

/** The first replica. @throws RangeError if there is none */
export function firstReplica({ replicas, environment }: Stage): HostWithData {
  const [replica] = replicas;
  if (replica === undefined) throw new RangeError(`${environment.name} has no replica`);
  return replica;
}

async function answerOf(client: Client, command: Command): Promise<Reply> {
  const [reply = null] = await answersOf(client, [command]);
  return reply;
}
