import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../src/diff/change.ts';
import { fileSnapshot } from '../../src/diff/source/file.ts';
import { inOrder, type Step } from '../../src/diff/step.ts';
import type { DocumentKind, RedisVersion } from '../../src/redis/catalogue/index.ts';
import { splitLine } from '../../src/redis/line.ts';
import { type Booted, boot, type RedisClient } from '../_redis.ts';
import { diffOf } from './_documents.ts';

/** Without it a Sentinel makes an id of its own, and without a line about Sentinel a file is not known as one. */
const MYID = `sentinel myid ${'a'.repeat(40)}\n`;

/** A program whose steps are taken. */
export interface Program {
  readonly kind: DocumentKind;
  readonly version: RedisVersion;
  /** The path of the server. */
  readonly engine: string;
  /** A user without a password who takes the steps. @default the user `default` */
  readonly user?: string;
}

/** What is left when the steps of a diff were taken on a real host. */
export interface Outcome {
  /** How its file, as the program wrote it, differs from the file that was wanted. */
  readonly left: readonly Change[];
  readonly steps: readonly string[];
}

/**
 * Boots a program with one file, takes the steps that the diff to the other one gives, as a person would, and compares
 * what is in the file then.
 *
 * @param meanwhile what is done with the server before the steps and, started anew without a word, after them
 */
export async function tryByHand(
  program: Program,
  [before, after]: readonly [string, string],
  meanwhile: { readonly first?: Use; readonly last?: Use } = {},
): Promise<Outcome> {
  return inFolder(async (folder) => {
    const own = `\nport 0\nunixsocket socket\ndir ${JSON.stringify(resolve(folder))}\n${program.kind === 'sentinel' ? MYID : ''}`;
    const [path, wanted] = [join(folder, 'redis.conf'), join(folder, 'wanted.conf')];
    await writeFile(path, `${before}${own}`);
    await writeFile(wanted, `${after}${own}`);
    const { changes } = await compare(program, path, wanted);
    const steps = inOrder(changes.flatMap(({ byHand = [] }) => byHand));
    let running: Booted | undefined = await start(program, folder);
    try {
      await meanwhile.first?.(running.client);
      for (const step of steps) running = await take(step, { program, folder, running });
      if (meanwhile.last !== undefined) {
        await running?.end('SIGKILL');
        running = await start(program, folder);
        await meanwhile.last(running.client);
      }
    } finally {
      await running?.end('SIGKILL');
    }
    const { changes: left } = await compare(program, path, wanted);
    return { left, steps: steps.map(({ text }) => text) };
  });
}

type Use = (client: RedisClient) => Promise<unknown>;

interface Host {
  readonly program: Program;
  readonly folder: string;
  readonly running: Booted | undefined;
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir('tmp', { recursive: true });
  const folder = relative('.', await mkdtemp(join('tmp', 'host-')));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start({ kind, engine, user }: Program, folder: string): Promise<Booted> {
  const booted = await boot(folder, kind === 'sentinel' ? ['--sentinel'] : [], engine);
  if (user !== undefined) await booted.client.command('AUTH', user, 'any');
  while (await isLoading(booted)) await sleep(20);
  return booted;
}

/** It listens before it has read its data. */
async function isLoading({ client }: Booted): Promise<boolean> {
  return client.command('PING').then(
    () => false,
    (error: unknown) => String(error).includes('LOADING'),
  );
}

/** With its secrets, so that the steps can be taken. */
function compare({ version }: Program, before: string, after: string) {
  const [one, other] = [before, after].map((path) =>
    fileSnapshot(path, { version, redact: (document) => document }),
  );
  if (one === undefined || other === undefined) throw new RangeError('two files');
  return diffOf(one, other);
}

async function take({ kind, text }: Step, { program, folder, running }: Host): Promise<Booted | undefined> {
  switch (kind) {
    case 'stop':
      await running?.end('SIGTERM');
      return undefined;
    case 'edit':
      await edit(join(folder, 'redis.conf'), text.slice(text.indexOf(': ') + 2));
      return running;
    case 'start':
      return start(program, folder);
    case 'wait':
      await until(running, text);
      return running;
    default:
      await running?.client.command(...splitLine(text));
      return running;
  }
}

/** Puts a line in the place of the one that sets the same, or takes that one out. */
async function edit(path: string, given: string): Promise<void> {
  const [, gone] = /^take out (.*)$/.exec(given) ?? [];
  const words = splitLine(gone ?? given);
  const beginning = gone === undefined ? words.slice(0, namingWords(words)) : words;
  const kept = (await readFile(path, 'utf8')).split('\n').filter((line) => {
    const old = line.startsWith('#') ? [] : splitLine(line);
    return !beginning.every((word, at) => word === old[at]);
  });
  await writeFile(path, [...kept, ...(gone === undefined ? [given] : []), ''].join('\n'));
}

/** How many words of a line say what it sets: those behind are its value. */
function namingWords([first = '', option = '']: readonly string[]): number {
  if (first !== 'sentinel') return first === 'rename-command' ? 2 : 1;
  return /^(?:myid|announce-|resolve-|deny-|sentinel-)/.test(option) ? 2 : 3;
}

/** Waits as a step says it: `name:value` of what INFO persistence answers. */
async function until(running: Booted | undefined, text: string): Promise<void> {
  const wanted = text.match(/\w+:\w+/g) ?? [];
  let info = '';
  for (let left = 200; left > 0; left--) {
    info = String(await running?.client.command('INFO', 'persistence'));
    if (wanted.every((part) => info.includes(`${part}\r\n`))) return;
    await sleep(50);
  }
  throw new Error(`waited in vain: ${text}: ${info}`);
}
