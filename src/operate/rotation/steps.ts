/** The steps of a rotation, in their order. Doing what is done already changes nothing. */
import { demand } from '../../group/demand.ts';
import { hashOf } from '../../redis/password.ts';
import { LOGIN_FILE } from '../../render/freebsd.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { DEFAULT_USER } from '../../topology/users.ts';
import { layLogin } from '../users/host-login.ts';
import type { Account } from './account.ts';
import { asksFor, hasPassword, keep, showsPrimary, showsSentinels, showsServers } from './keep.ts';
import { type Place, proveLogin } from './log-in.ts';
import { type HostLogin, loginOf, placesOf, type RotationLook } from './look.ts';
import { type RotationStep, rotationStep } from './step.ts';

const BACK = '--back, while both are let in';

/** Before anybody is told: what was cut off in the middle is gone on with by the same password. */
export function propose(): RotationStep {
  return rotationStep(
    {
      hosts: [],
      what: 'lay the password into the store, as AWSPENDING',
      why: 'whoever goes on after a cut finds it there',
      undo: 'none is needed: nobody reads it',
    },
    () => undefined,
    ({ store, to }) => store.propose(to),
  );
}

/** Redis is told the hash alone, and keeps the passwords that it has. */
export function letIn(environment: Environment, account: Account): RotationStep {
  const { user } = account;
  return rotationStep(
    {
      hosts: hostsOf(environment, account),
      what: `let both passwords in (ACL SETUSER ${user}), and keep that in ${filesOf(account)}`,
      why: 'before anybody has the new one, all let it in',
      undo: BACK,
    },
    () => undefined,
    async (operation) => {
      const { group, to } = operation;
      for (const place of placesOf(environment, account)) {
        await demand(group[place.program](place.host), 'ACL', 'SETUSER', user, `#${hashOf(to)}`);
        await proveLogin(group, place, user, to);
        const isDefault = user === DEFAULT_USER;
        await keep(
          operation,
          place,
          isDefault
            ? asksFor((await loginOf(group, account, place.host)).requirepass)
            : hasPassword(user, to),
        );
      }
    },
  );
}

/** From then on hosts that boot, and clients that read the store, have it. */
export function promote(): RotationStep {
  return rotationStep(
    {
      hosts: [],
      what: 'make it AWSCURRENT in the store, and the one before it AWSPREVIOUS',
      why: 'hosts that boot from now on have it, and all let it in',
      undo: BACK,
    },
    unlessAllLetIn,
    ({ store, to }) => store.promote(to),
  );
}

/** The primary too: roles swap. */
export function logInToPrimary(environment: Environment): RotationStep {
  return rotationStep(
    {
      hosts: dataHosts(environment).map(({ name }) => name),
      what: 'CONFIG SET masterauth to it, and keep that in redis.conf',
      why: 'whoever is primary lets it in; links stay up, and come back with it',
      undo: BACK,
    },
    unlessAllLetIn,
    async (operation) => {
      const { group, to } = operation;
      for (const { name } of dataHosts(environment)) {
        await demand(group.redis(name), 'CONFIG', 'SET', 'masterauth', to);
        await keep(operation, { host: name, program: 'redis' }, showsPrimary(to));
      }
    },
  );
}

/** One after the other: a majority watches all the time. Sentinels do not tell which one they have, so all are told. */
export function tellSentinels(environment: Environment, { watches, votes }: Account): RotationStep {
  const { group: watched } = environment.sentinel;
  const commands = [
    ...(watches ? [['SENTINEL', 'SET', watched, 'auth-pass']] : []),
    ...(votes ? [['SENTINEL', 'CONFIG', 'SET', 'sentinel-pass']] : []),
  ];
  return rotationStep(
    {
      hosts: sentinelHosts(environment).map(({ name }) => name),
      what: `${commands.map((words) => words.join(' ')).join(', ')} to it, and keep that in sentinel.conf`,
      why: 'one after the other, so that a majority watches all the time',
      undo: BACK,
    },
    unlessAllLetIn,
    async (operation) => {
      const { group, to } = operation;
      for (const { name } of sentinelHosts(environment)) {
        for (const command of commands) await demand(group.sentinel(name), ...command, to);
        await keep(
          operation,
          { host: name, program: 'sentinel' },
          ...(watches ? [showsServers(to)] : []),
          ...(votes ? [showsSentinels(to)] : []),
        );
      }
    },
  );
}

/** What scripts of hosts log in with when these start; none for a user that they do not log in as. */
export function layForScripts(environment: Environment, { user, starts }: Account): readonly RotationStep[] {
  if (!starts) return [];
  return [
    rotationStep(
      {
        hosts: environment.hosts.map(({ name }) => name),
        what: `write it into ${LOGIN_FILE}`,
        why: `the scripts of a host log in as ${user} when it starts`,
        undo: BACK,
      },
      unlessAllLetIn,
      async ({ group, to }) => {
        for (const { name } of environment.hosts) await layLogin(group, name, to);
      },
    ),
  ];
}

/**
 * `resetpass` takes every other password away, also one that nobody knows any more. `CONFIG SET requirepass` alone does so
 * only where its value changes (redis config.c, performInterfaceSet; measured with Redis 7.0.15): a rotation that went back
 * would leave both.
 */
export function removeOld(environment: Environment, account: Account): RotationStep {
  const { user } = account;
  const isDefault = user === DEFAULT_USER;
  return rotationStep(
    {
      hosts: hostsOf(environment, account),
      what: `${isDefault ? 'CONFIG SET requirepass to it, ' : ''}let no other in (ACL SETUSER ${user} resetpass), and keep that in ${filesOf(account)}`,
      why: 'last, the primary after its replicas: nobody needs the old one any more',
      notice: 'nothing, once they have it; connections that are open stay open',
      undo: 'none: another rotation',
    },
    (look, to) => unlessAllHaveIt(account, look, to),
    async (operation) => {
      const { group, to } = operation;
      const hosts = await Promise.all(
        dataHosts(environment).map(({ name }) => loginOf(group, account, name)),
      );
      const primary = hosts.find(({ isPrimary }) => isPrimary)?.host;
      const isLast = ({ host, program }: Place): boolean => host === primary && program === 'redis';
      const places = placesOf(environment, account);
      for (const place of [...places.filter((one) => !isLast(one)), ...places.filter(isLast)]) {
        const client = group[place.program](place.host);
        if (isDefault) await demand(client, 'CONFIG', 'SET', 'requirepass', to);
        await demand(client, 'ACL', 'SETUSER', user, 'resetpass', `#${hashOf(to)}`);
        await proveLogin(group, place, user, to);
        await keep(operation, place, isDefault ? asksFor(to) : hasPassword(user, to));
      }
    },
  );
}

function unlessAllLetIn({ doors }: RotationLook, to: string): string | undefined {
  return clauseOf(
    doors.filter(({ lets }) => !lets.includes(hashOf(to))),
    'does not let the password in, and came meanwhile or was changed: rotate again',
  );
}

/** A replica whose link is not up would be locked out, or be promoted without data. */
function unlessAllHaveIt({ replicates }: Account, look: RotationLook, to: string): string | undefined {
  return (
    unlessAllLetIn(look, to) ??
    clauseOf(
      look.scripts.filter(({ password }) => password !== to),
      'would log in with another password when it starts, and came meanwhile or was changed: rotate again',
    ) ??
    clauseOf(
      look.hosts.filter(({ masterauth }) => replicates && masterauth !== to),
      'would log in to its primary with another password, and came meanwhile or was changed: rotate again',
    ) ??
    clauseOf(
      look.hosts.filter(({ isLinked }) => !isLinked),
      'has no link to its primary: mend that first with vedette repair',
    )
  );
}

/** In the order of the definition. */
function hostsOf(environment: Environment, account: Account): readonly string[] {
  const names = new Set(placesOf(environment, account).map(({ host }) => host));
  return environment.hosts.map(({ name }) => name).filter((name) => names.has(name));
}

function filesOf({ programs }: Account): string {
  return programs.map((program) => `${program}.conf`).join(' and ');
}

function clauseOf([first]: readonly Pick<HostLogin, 'host'>[], what: string): string | undefined {
  return first === undefined ? undefined : `${first.host} ${what}`;
}
