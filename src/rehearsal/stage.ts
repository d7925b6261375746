/** What a drill can do and ask. Everything that it does is marked, on one clock, at the moment when it happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { formatSeconds, type Milliseconds, milliseconds } from '../base/units.ts';
import { answersOf } from '../group/client.ts';
import type { Group } from '../group/group.ts';
import { linesOf } from '../group/reply.ts';
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

/** The group that a drill is run on, as it stood when the drill began. */
export interface Stage {
  readonly environment: Environment;
  readonly primary: HostWithData;
  readonly replicas: readonly HostWithData[];
  readonly sentinels: readonly HostWithSentinel[];
  /**
   * Does something and marks it: at the moment that it returns, by the monotonic clock, else when it began.
   *
   * @param what was done, for example `power of ns cut`
   * @param host what it was done to; undefined where it is about all
   */
  act(what: string, host: Host | undefined, work: (cloud: LocalCloud) => Promise<unknown>): Promise<void>;
  /** What the Redis of a host answers to a command of words without spaces, as lines; none if it does not. */
  askRedis(host: Host, command: string): Promise<readonly string[]>;
  /** What the Sentinel of a host answers to a command, as lines; none if it does not. */
  askSentinel(host: Host, ...command: readonly string[]): Promise<readonly string[]>;
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
  /** Lets time pass. */
  pass(time: Milliseconds): Promise<void>;
}

/** A stage, and what was done on it so far. */
export interface OpenStage {
  readonly stage: Stage;
  /** In the order in which it was begun. Times are of the monotonic clock. */
  readonly marks: readonly Mark[];
}

const PATIENCE = milliseconds(60_000);
const POLL = milliseconds(100);

/** Opens the stage on a healthy group. `primary` is the name of the host that leads it. */
export function openStage(cloud: LocalCloud, group: Group, primary: string): OpenStage {
  const { environment } = group;
  const marks: Mark[] = [];
  const data = dataHosts(environment);
  const leader = data.find(({ name }) => name === primary);
  if (leader === undefined) throw new RangeError(`${environment.name} has no data host ${primary}`);

  const askSentinel: Stage['askSentinel'] = async ({ name }, ...command) =>
    (await answersOf(group.sentinel(name), [command])).flatMap(linesOf);
  const stage: Stage = {
    environment,
    primary: leader,
    replicas: data.filter((host) => host !== leader),
    sentinels: sentinelHosts(environment),
    act: async (text, host, work) => {
      const mark = { at: monotonicNow(), text, host: host?.name };
      marks.push(mark);
      const at = await work(cloud);
      if (typeof at === 'number') mark.at = milliseconds(at);
    },
    askRedis: async ({ name }, command) =>
      (await answersOf(group.redis(name), [command.split(' ')])).flatMap(linesOf),
    askSentinel,
    named: async (host) => {
      const [address] = await askSentinel(
        host,
        'SENTINEL',
        'GET-MASTER-ADDR-BY-NAME',
        environment.sentinel.group,
      );
      return address === '' ? undefined : address;
    },
    until,
    pass: (time) => sleep(time),
  };
  return { stage, marks };
}

async function until(what: string, holds: () => Promise<boolean>, limit = PATIENCE): Promise<void> {
  const end = monotonicNow() + limit;
  while (!(await holds())) {
    if (monotonicNow() > end) throw new UserError(`${what}: not within ${formatSeconds(limit)}`);
    await sleep(POLL);
  }
}
