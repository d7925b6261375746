/** The steps of a rotation, in their order. Doing what is done already changes nothing. */
import { demand } from '../../group/demand.ts';
import { hashOf } from '../../redis/password.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { keepInRedis, keepInSentinel, MASTERAUTH } from './keep.ts';
import { proveLogin } from './log-in.ts';
import { type HostLogin, loginOf, type RotationLook } from './look.ts';
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
export function letIn(environment: Environment): RotationStep {
  return rotationStep(
    {
      hosts: dataHosts(environment).map(({ name }) => name),
      what: 'let both passwords in (ACL SETUSER default), and keep that in redis.conf',
      why: 'before anybody has the new one, all let it in',
      undo: BACK,
    },
    () => undefined,
    async (operation) => {
      const { group, to } = operation;
      for (const { name } of dataHosts(environment)) {
        await demand(group.redis(name), 'ACL', 'SETUSER', 'default', `#${hashOf(to)}`);
        await proveLogin(group, name, to);
        const { requirepass } = await loginOf(group, name);
        await keepInRedis(operation, name, ['requirepass'], requirepass);
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
        await keepInRedis(operation, name, MASTERAUTH, to);
      }
    },
  );
}

/** One after the other: a majority watches all the time. Sentinels do not tell which one they have, so all are told. */
export function tellSentinels(environment: Environment): RotationStep {
  const { group: watched } = environment.sentinel;
  return rotationStep(
    {
      hosts: sentinelHosts(environment).map(({ name }) => name),
      what: `SENTINEL SET ${watched} auth-pass to it, and keep that in sentinel.conf`,
      why: 'one after the other, so that a majority watches all the time',
      undo: BACK,
    },
    unlessAllLetIn,
    async (operation) => {
      for (const { name } of sentinelHosts(environment)) {
        await demand(operation.group.sentinel(name), 'SENTINEL', 'SET', watched, 'auth-pass', operation.to);
        await keepInSentinel(operation, name);
      }
    },
  );
}

/**
 * `resetpass` takes every other password away, also one that nobody knows any more. `CONFIG SET requirepass` alone does so
 * only where its value changes (redis config.c, performInterfaceSet; measured with Redis 7.0.15): a rotation that went back
 * would leave both.
 */
export function removeOld(environment: Environment): RotationStep {
  return rotationStep(
    {
      hosts: dataHosts(environment).map(({ name }) => name),
      what: 'CONFIG SET requirepass to it, let no other in (ACL SETUSER default resetpass), and keep that in redis.conf',
      why: 'last, the primary after its replicas: nobody needs the old one any more',
      notice: 'nothing, once they have it; connections that are open stay open',
      undo: 'none: another rotation',
    },
    unlessAllHaveIt,
    async (operation) => {
      const { group, to } = operation;
      const hosts = await Promise.all(dataHosts(environment).map(({ name }) => loginOf(group, name)));
      for (const { host } of hosts.toSorted(
        (one, other) => Number(one.isPrimary) - Number(other.isPrimary),
      )) {
        await demand(group.redis(host), 'CONFIG', 'SET', 'requirepass', to);
        await demand(group.redis(host), 'ACL', 'SETUSER', 'default', 'resetpass', `#${hashOf(to)}`);
        await proveLogin(group, host, to);
        await keepInRedis(operation, host, ['requirepass'], to);
      }
    },
  );
}

function unlessAllLetIn({ hosts }: RotationLook, to: string): string | undefined {
  return clauseOf(
    hosts.filter(({ lets }) => !lets.includes(hashOf(to))),
    'does not let the password in, and came meanwhile or was changed: rotate again',
  );
}

/** A replica whose link is not up would be locked out, or be promoted without data. */
function unlessAllHaveIt(look: RotationLook, to: string): string | undefined {
  return (
    unlessAllLetIn(look, to) ??
    clauseOf(
      look.hosts.filter(({ masterauth }) => masterauth !== to),
      'would log in to its primary with another password, and came meanwhile or was changed: rotate again',
    ) ??
    clauseOf(
      look.hosts.filter(({ isLinked }) => !isLinked),
      'has no link to its primary: mend that first with vedette repair',
    )
  );
}

function clauseOf([first]: readonly HostLogin[], what: string): string | undefined {
  return first === undefined ? undefined : `${first.host} ${what}`;
}
