import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { messageOf } from '../../../src/base/errors.ts';
import { connector } from '../../../src/group/connection.ts';
import { Group } from '../../../src/group/group.ts';
import type { PasswordStore, StoredValues } from '../../../src/group/password-store.ts';
import { listOf, refusalIn, textOf } from '../../../src/group/reply.ts';
import { trustOfHosts } from '../../../src/group/trust.ts';
import { chosenAccounts } from '../../../src/operate/rotation/account.ts';
import { type Rotated, type Rotating, rotate } from '../../../src/operate/rotation/rotation.ts';
import { PASSWORD, type ProcessGroup } from '../_processes.ts';

/** A store in memory that labels values as Secrets Manager does. */
export function memoryStore(values: StoredValues = START): PasswordStore & { readonly values: StoredValues } {
  let now = values;
  return {
    get values() {
      return now;
    },
    read: async () => now,
    propose: async (pending) => {
      now = { ...now, pending };
    },
    promote: async (current) => {
      now = { ...now, current, previous: now.current };
    },
  };
}

const START: StoredValues = { current: PASSWORD, previous: undefined, pending: undefined };

/** Rotates, agreeing to all, with what was told. */
export async function rotated(
  { environment, reach, group }: ProcessGroup,
  store: PasswordStore,
  { user, ...changes }: Partial<Rotating> & { readonly user?: string } = {},
): Promise<Rotated & { readonly told: readonly string[] }> {
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
  };
  const [account] = chosenAccounts(environment, user);
  if (account === undefined) throw new Error(`${environment.name} has no password`);
  const passwords = (host: string) => group.passwords(host);
  const outcome = await rotate({
    group: { environment, reach, trust: trustOfHosts(reach, environment), passwords },
    account,
    store,
    direction: 'on',
    isOnlyPlanned: false,
    locking: { run: 'a test', reason: 'a rotation', tell },
    show: () => undefined,
    approve: async () => 'yes',
    clientsMoved: async () => 'yes',
    tell,
    ...changes,
  });
  return { ...outcome, told };
}

/** A client that logs in for each write, and reads the store anew when its password is refused. */
export function writing(
  t: ExecutionContext,
  { environment, reach }: ProcessGroup,
  store: PasswordStore,
  user = 'default',
): { stop(): Promise<Written> } {
  let isStopped = false;
  const written: { keys: string[]; stale: number; refused: string[] } = { keys: [], stale: 0, refused: [] };
  const sentinels = new Group(reach, environment);
  const { group, port } = { group: environment.sentinel.group, port: environment.redis.port };
  const done = (async () => {
    const connect = await connector();
    let password = (await store.read()).current;
    for (let number = 0; !isStopped; number += 1) {
      const asked = await sentinels.sentinel('one').ask(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', group]);
      const [address = null] = listOf(asked);
      try {
        const connection = await connect({ host: textOf(address), port }, undefined);
        const login = refusalIn(await connection.send(['AUTH', user, password]));
        if (login !== undefined) throw new Error(login);
        const reply = await connection.send(['SET', `key:${number}`, '1']);
        connection.close();
        if (refusalIn(reply) === undefined) written.keys.push(`key:${number}`);
        else written.refused.push(textOf(reply));
      } catch (error) {
        const { current } = await store.read();
        if (current === password) written.refused.push(messageOf(error));
        else written.stale += 1;
        password = current;
      }
      await sleep(5);
    }
  })();
  const stop = async (): Promise<Written> => {
    isStopped = true;
    await done;
    return written;
  };
  t.teardown(async () => {
    await stop().catch(() => undefined);
    sentinels[Symbol.dispose]();
  });
  done.catch(() => undefined);
  return { stop };
}

/** What a client saw. */
export interface Written {
  /** Acknowledged. */
  readonly keys: readonly string[];
  /** How often the password that it had was not the one of the store any more. */
  readonly stale: number;
  /** Why a write with the password of the store was refused. */
  readonly refused: readonly string[];
}

/** Which of some passwords a host lets in. */
export async function letInBy(
  { environment, reach }: ProcessGroup,
  host: string,
  passwords: readonly string[],
) {
  const connect = await connector();
  const tried = passwords.map(async (password) => {
    try {
      (await connect(await reach.endpoint(host, environment.redis.port), { password })).close();
      return [password];
    } catch {
      return [];
    }
  });
  return (await Promise.all(tried)).flat();
}

/** Puts a host in the place of a replica, which reads the store at its boot. */
export async function replaced(running: ProcessGroup, host: string, password: string): Promise<void> {
  await running.signal(host, 'redis', 'SIGKILL');
  const file = running.file(host, 'redis');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => !line.startsWith('user '));
  const text = lines
    .map((line) => line.replace(/^(requirepass|masterauth) .*/, `$1 "${password}"`))
    .join('\n');
  await writeFile(file, text);
  await running.start(host, 'redis');
}

/** Holds that a rotation came to its end: one password everywhere, in what runs and in the files. */
export async function holdsOnly(
  t: ExecutionContext,
  running: ProcessGroup,
  password: string,
  gone: readonly string[],
): Promise<void> {
  for (const { name } of running.environment.hosts) {
    t.deepEqual(await letInBy(running, name, [password, ...gone]), [password], name);
    for (const program of ['redis', 'sentinel'] as const) {
      const text = await readFile(running.file(name, program), 'utf8');
      t.true(text.includes(password), `${program} of ${name}`);
      for (const other of gone) t.false(text.includes(other), `${program} of ${name}`);
    }
  }
}
