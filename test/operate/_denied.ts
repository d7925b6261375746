/** What servers have denied to their users (ACL LOG), as a user of the tests sees it who may do nothing else. */
import { connector } from '../../src/group/connection.ts';
import { listOf, textOf } from '../../src/group/reply.ts';
import { PASSWORD, type ProcessGroup } from './_processes.ts';

const JUDGE = { username: 'judge', password: PASSWORD };

/** Makes that user on every server that answers, also anew, and has each forget what it has denied. */
export async function letJudgeLook(running: ProcessGroup): Promise<void> {
  for (const { name } of running.environment.hosts) {
    await running.group
      .redis(name)
      .ask(['ACL', 'SETUSER', JUDGE.username, 'on', `>${PASSWORD}`, '+acl|log'])
      .catch(() => undefined);
    await logOf(running, name, 'RESET');
  }
}

/** What was denied to a user on any server that answers: `config|rewrite`. */
export async function deniedTo(running: ProcessGroup, user: string): Promise<readonly string[]> {
  const lists = await Promise.all(running.environment.hosts.map(({ name }) => logOf(running, name)));
  return lists.flat().flatMap((entry) => {
    const words = listOf(entry).map(textOf);
    const field = (name: string): string => words[words.indexOf(name) + 1] ?? '';
    return field('username') === user ? [field('object')] : [];
  });
}

async function logOf({ group }: ProcessGroup, host: string, ...how: readonly string[]) {
  const connect = await connector();
  const client = await connect(await group.endpoint(host, 'redis'), JUDGE).catch(() => undefined);
  const entries = await client?.send(['ACL', 'LOG', ...how]);
  client?.close();
  return listOf(entries ?? null);
}
