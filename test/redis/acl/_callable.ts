import type { RedisClient } from '../../_redis.ts';

/** The commands that a server lets a user call; the number of arguments does not matter here. */
export async function callable(
  client: RedisClient,
  user: string,
  commands: readonly string[],
): Promise<readonly string[]> {
  const answers = await Promise.all(commands.map((name) => dryRun(client, user, name)));
  return commands.filter((_, at) => answers[at]?.includes('no permissions') === false);
}

async function dryRun(client: RedisClient, user: string, name: string): Promise<string> {
  for (let words = 0; words < 12; words++)
    try {
      return String(
        await client.command('ACL', 'DRYRUN', user, ...name.split('|'), ...Array(words).fill('1')),
      );
    } catch (error) {
      if (!String(error).includes('wrong number of arguments')) throw error;
    }
  throw new Error(`${name} takes too many arguments`);
}
