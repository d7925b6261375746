/**
 * Has the programs of a group that runs log in by name, while everybody is let in still: replicas at their primary, Sentinels at
 * servers and at one another, and the scripts of hosts. Connections that are open stay, or come back by name.
 */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { demand } from '../../group/demand.ts';
import { userPasswordOf } from '../../group/password.ts';
import { viewSentinel } from '../../group/sentinel-view.ts';
import { primaryOf } from '../../group/verdict.ts';
import { OWN_USER } from '../../render/secrets.ts';
import {
  dataHosts,
  type HostWithData,
  type HostWithSentinel,
  hasData,
  hasSentinel,
  sentinelHosts,
} from '../../topology/environment.ts';
import { bringGroupFile } from '../members/group-file.ts';
import { dataInOrder, sentinelsInOrder } from '../rollout/order.ts';
import { keep, showsPrimary, showsSentinels, showsServers } from '../rotation/keep.ts';
import { proveLogin } from '../rotation/log-in.ts';
import { sentinelStatus } from '../status/ask-sentinel.ts';
import type { Operation } from '../step.ts';
import { bringHostLogin } from './host-login.ts';

type Moving = Pick<Operation, 'group' | 'environment' | 'tell' | 'signal'>;

/** As whom programs log in, and with what. */
interface Logins {
  readonly replication: string;
  readonly sentinel: string;
  readonly vedette: string;
}

const BACK = milliseconds(30_000);

/**
 * Moves all of them; what is moved already is left as it is. Before anything changes, every program has let each of them in.
 *
 * @throws UserError that says where it stopped, and why
 */
export async function logInByName(moving: Moving): Promise<void> {
  const { group, environment } = moving;
  const logins = await loginsOf(moving);
  await proveLogins(moving, logins);
  for (const host of environment.hosts) await moveHost(moving, host.name, logins);
  const sentinels = await Promise.all(sentinelHosts(environment).map((host) => viewSentinel(group, host)));
  const primary = primaryOf(environment, { sentinels });
  for (const host of dataInOrder(environment, primary).filter(hasData))
    await moveServer(moving, host, logins);
  for (const host of sentinelsInOrder(environment, primary).filter(hasSentinel))
    await moveSentinel(moving, host, logins);
}

async function loginsOf({ group, environment }: Moving): Promise<Logins> {
  const [host] = dataHosts(environment);
  if (host === undefined) throw new UserError(`${environment.name} has no data host`);
  const passwordOf = (user: string): Promise<string> => userPasswordOf(group, host.name, user);
  return {
    replication: await passwordOf('replication'),
    sentinel: await passwordOf('sentinel'),
    vedette: await passwordOf(OWN_USER),
  };
}

/** Roles swap: any data host may lead next. */
async function proveLogins({ group, environment }: Moving, logins: Logins): Promise<void> {
  for (const { name: host } of dataHosts(environment))
    for (const user of ['replication', 'sentinel', 'vedette'] as const)
      await proveLogin(group, { host, program: 'redis' }, user, logins[user]);
  for (const { name: host } of sentinelHosts(environment))
    for (const user of ['sentinel', 'vedette'] as const)
      await proveLogin(group, { host, program: 'sentinel' }, user, logins[user]);
}

/** First of all: a host that restarts in the middle finds its group by either login. */
async function moveHost({ group, environment }: Moving, name: string, { vedette }: Logins): Promise<void> {
  const host = environment.hosts.find((one) => one.name === name);
  if (host === undefined) return;
  await bringHostLogin(group, environment, host, vedette);
  await bringGroupFile(group, environment, host);
}

async function moveServer(
  { group, tell }: Moving,
  host: HostWithData,
  { replication }: Logins,
): Promise<void> {
  const { name } = host;
  const redis = group.redis(name);
  await demand(redis, 'CONFIG', 'SET', 'masteruser', 'replication', 'masterauth', replication);
  await keep({ group, tell }, { host: name, program: 'redis' }, showsPrimary(replication));
  tell(`Redis on ${name} logs in as replication`);
}

/** It connects anew by itself, to servers and to the others (redis sentinel.c, dropInstanceConnections). */
async function moveSentinel(
  { group, environment, tell, signal }: Moving,
  host: HostWithSentinel,
  { sentinel: password }: Logins,
): Promise<void> {
  const { name } = host;
  const sentinel = group.sentinel(name);
  const watched = environment.sentinel.group;
  await demand(sentinel, 'SENTINEL', 'SET', watched, 'auth-user', 'sentinel', 'auth-pass', password);
  await demand(sentinel, 'SENTINEL', 'CONFIG', 'SET', 'sentinel-user', 'sentinel');
  await demand(sentinel, 'SENTINEL', 'CONFIG', 'SET', 'sentinel-pass', password);
  await keep(
    { group, tell },
    { host: name, program: 'sentinel' },
    showsServers(password),
    showsSentinels(password),
  );
  const peers = sentinelHosts(environment).length - 1;
  await until(
    `Sentinel ${name} sees everybody as the user sentinel`,
    async () => {
      const { facts } = await sentinelStatus(group, host);
      if (facts === undefined || facts.flags.length !== 1) return false;
      const isUp = ({ flags }: { readonly flags: readonly string[] }): boolean => flags.length === 1;
      return (
        facts.replicas.filter(isUp).length >= dataHosts(environment).length - 1 &&
        facts.sentinels.filter(isUp).length >= peers
      );
    },
    BACK,
    signal,
  );
  tell(`Sentinel ${name} logs in as sentinel`);
}
