/** Asks the Redis of a host of this machine, with the password that the host has. */
import type { LocalCloud } from '../local/index.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Milliseconds } from '../units.ts';

/** How long an answer is waited for. */
export interface Patience {
  /** @default no limit */
  readonly timeout?: Milliseconds;
}

/** Redis quotes the value when it rewrites the file. */
const PASSWORD = '$1 == "requirepass" { gsub(/"/, "", $2); print $2 }';

/** The password in the redis.conf of a host; empty if it has none. */
export async function passwordOf(cloud: LocalCloud, host: string, patience: Patience = {}): Promise<string> {
  const { stdout } = await cloud.exec(host, ['awk', PASSWORD, '/usr/local/etc/redis/redis.conf'], patience);
  return stdout.trim();
}

/** The lines that a data host's Redis answers to commands; those that it cannot be asked are left out. */
export async function askRedis(
  cloud: LocalCloud,
  { redis }: Environment,
  { name, address }: Host,
  commands: readonly string[],
  patience: Patience = {},
): Promise<readonly string[]> {
  const { stdout } = await cloud.exec(name, ['redis-cli', '-h', address, '-p', String(redis.port), '--raw'], {
    ...patience,
    env: { REDISCLI_AUTH: await passwordOf(cloud, name, patience) },
    input: commands.map((command) => `${command}\n`).join(''),
  });
  return stdout.trimEnd().split('\n');
}
