/** Asks the Redis of a host of this machine, with the password that the host has. */

import type { Milliseconds } from '../base/units.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Reach } from './reach.ts';

/** How long an answer is waited for. */
export interface Patience {
  /** @default no limit */
  readonly timeout?: Milliseconds;
}

/** Redis quotes the value when it rewrites the file. */
const PASSWORD = '$1 == "requirepass" { gsub(/"/, "", $2); print $2 }';

/** The password in the redis.conf of a host; empty if it has none. */
export async function passwordOf(reach: Reach, host: string, patience: Patience = {}): Promise<string> {
  const { stdout } = await reach.exec(host, ['awk', PASSWORD, '/usr/local/etc/redis/redis.conf'], patience);
  return stdout.trim();
}

/** The lines that a data host's Redis answers to commands; those that it cannot be asked are left out. */
export async function askRedis(
  reach: Reach,
  { redis }: Environment,
  { name, address }: Host,
  commands: readonly string[],
  patience: Patience = {},
): Promise<readonly string[]> {
  const { stdout } = await reach.exec(name, ['redis-cli', '-h', address, '-p', String(redis.port), '--raw'], {
    ...patience,
    env: { REDISCLI_AUTH: await passwordOf(reach, name, patience) },
    input: commands.map((command) => `${command}\n`).join(''),
  });
  return stdout.trimEnd().split('\n');
}
