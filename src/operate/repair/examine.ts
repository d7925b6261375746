/** Looks at a group before it is mended. It only reads. */
import { UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { dataHosts } from '../../topology/environment.ts';
import { redisStatus } from '../status/ask-redis.ts';
import type { GroupStatus } from '../status/status.ts';
import { groupStatus } from '../status/status.ts';
import type { DataHost, Examination, RedisExam } from './examination.ts';
import { examineRedis } from './examine-redis.ts';
import { examineSentinel } from './examine-sentinel.ts';
import { streamOf } from './stream.ts';

/** Looks at the whole group. */
export async function examine(group: Group): Promise<Examination> {
  const { environment } = group;
  const status = await groupStatus(group);
  const [redis, sentinels] = await Promise.all([
    examineAll(group, status),
    Promise.all(status.sentinels.map((each) => examineSentinel(group, each))),
  ]);
  return { environment, status, redis, sentinels: sentinels.flat() };
}

async function examineAll(group: Group, { data }: GroupStatus): Promise<readonly RedisExam[]> {
  const numberOf = numbering();
  const exams = await Promise.all(data.map((each) => examineRedis(group, each, numberOf)));
  return exams.flat();
}

/**
 * Looks at one data host anew.
 *
 * @throws UserError if it tells nothing
 */
export async function examineData(group: Group, name: string): Promise<DataHost> {
  const host = dataHosts(group.environment).find((each) => each.name === name);
  if (host === undefined) throw new RangeError(`${group.environment.name} has no data host ${name}`);
  const status = await redisStatus(group, host);
  const { facts, address, unknown } = status;
  if (facts === undefined)
    throw new UserError(`${unknown ?? `${name} tells nothing`}; look at the group again`);
  const [exam] = await examineRedis(group, status, numbering());
  return { host: name, address, facts, exam, stream: streamOf(name, facts, exam?.former) };
}

/** Numbers texts, so that equal ones can be told without any of them. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
}
