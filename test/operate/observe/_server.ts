/** Programs that a test starts with files of its own, as a group of one host asks them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { ExecutionContext } from 'ava';
import { Group } from '../../../src/group/group.ts';
import type { ObservedProgram } from '../../../src/operate/observe/observed.ts';
import { observeRedis } from '../../../src/operate/observe/redis.ts';
import { observeSentinel } from '../../../src/operate/observe/sentinel.ts';
import type { DocumentKind } from '../../../src/redis/document.ts';
import { redactor } from '../../../src/redis/redact.ts';
import { ALONE, resolved } from '../../_boot.ts';
import { boot, type RedisClient } from '../../_redis.ts';

/** A program that runs until the test ends. */
export interface Running {
  readonly client: RedisClient;
  /** What is seen of it. */
  observe(): Promise<ObservedProgram>;
}

/** Starts a program with these lines. */
export async function runProgram(
  t: ExecutionContext,
  program: DocumentKind,
  lines: string,
  engine: string,
  passwords: readonly string[] = [],
): Promise<Running> {
  await mkdir('tmp', { recursive: true });
  const folder = relative('.', await mkdtemp(join('tmp', 'seen-')));
  const own = `dir ${resolve(folder)}\nport 0\nunixsocket socket\n`;
  await writeFile(join(folder, 'redis.conf'), `${lines}\n${own}`);
  const { client, end } = await boot(folder, program === 'sentinel' ? ['--sentinel'] : [], engine);
  const group = new Group(
    {
      exec: async () => Promise.reject(new Error('a question starts a process')),
      read: (_host, path) => readFile(path, 'utf8'),
      endpoint: async () => ({ path: join(folder, 'socket') }),
    },
    resolved(ALONE),
    async () => passwords,
  );
  t.teardown(async () => {
    group[Symbol.dispose]();
    await end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const observe = program === 'redis' ? observeRedis : observeSentinel;
  return { client, observe: () => observe(group, 'one', redactor()) };
}
