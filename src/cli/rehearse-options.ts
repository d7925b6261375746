/** The options of a rehearsal. */
import { UsageError } from '../base/errors.ts';
import { type Shard, shardNamed } from '../rehearsal/shard.ts';
import { writersNamed } from '../rehearsal/writers/chosen.ts';
import type { WriterGroup } from '../rehearsal/writers/kind.ts';
import { ENGINE_OF_OPTION, ENGINE_OPTION } from './engine-option.ts';

export const REHEARSE_OPTIONS = {
  rounds: { type: 'string', requiresArg: true, default: '1', describe: 'how often each drill is run' },
  report: {
    type: 'string',
    requiresArg: true,
    describe: 'write index.html, rehearsal.md and rehearsal.json into this folder',
  },
  ...ENGINE_OPTION,
  ...ENGINE_OF_OPTION,
  clients: {
    type: 'string',
    requiresArg: true,
    describe: 'who writes, each with either settings, such as ioredis=5,counter',
  },
  anyway: { type: 'boolean', default: false, describe: 'boot hosts whatever rules find' },
  all: {
    type: 'boolean',
    default: false,
    describe: 'also the drills that are run only where they are named',
  },
  'rollout-from': {
    type: 'string',
    requiresArg: true,
    describe:
      'rehearse the roll-out of this definition alone, from what it is in a git revision or another file',
  },
  shard: { type: 'string', requiresArg: true, describe: 'only a part of the drills, such as 2/4' },
  list: { type: 'boolean', default: false, describe: 'list the drills instead of running them' },
  compare: { type: 'array', string: true, describe: 'compare two files rehearsal.json, before and after' },
  merge: { type: 'array', string: true, describe: 'join the reports of parts, by their folders' },
} as const;

/** The part that `--shard` names; undefined is all drills. */
export function partOf(shard: string | undefined): Shard | undefined {
  return shard === undefined ? undefined : shardNamed(shard);
}

/** Who `--clients` says is to write; undefined is one of each kind. */
export function writersOf(clients: string | undefined): readonly WriterGroup[] | undefined {
  return clients === undefined ? undefined : writersNamed(clients);
}

/** More rounds take longer than anybody waits. */
const MOST = 100;

/** @throws UsageError if it is no number of rounds */
export function roundsOf(text: string): number {
  const rounds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (rounds < 1 || rounds > MOST)
    throw new UsageError(`--rounds ${text} is not possible; give a number from 1 to ${MOST}`);
  return rounds;
}
