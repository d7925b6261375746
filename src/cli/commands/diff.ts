import { ExitCode, UsageError } from '../../base/errors.ts';
import { type Diff, FORMAT_VERSION } from '../../diff/change.ts';
import { printComment } from '../../diff/comment.ts';
import { diff } from '../../diff/compare.ts';
import { diffReport } from '../../diff/report.ts';
import { type Comparison, openAllSince, openSides, openSince } from '../../diff/source/sides.ts';
import { REDIS_VERSIONS, type RedisVersion } from '../../redis/catalogue/index.ts';
import { command, formats } from '../command.ts';

export default command({
  positionals: {
    sides: {
      type: 'string',
      array: true,
      describe: 'names in stacks/, paths of definitions, or file: and the path of a file or rendered folder',
    },
  },
  options: {
    since: { type: 'string', requiresArg: true, describe: 'compare with this git revision' },
    all: {
      type: 'boolean',
      default: false,
      describe: 'every environment in stacks/; with sides, also the values that each host has its own of',
    },
    'redis-version': {
      choices: REDIS_VERSIONS,
      requiresArg: true,
      describe: 'the version that files are for',
    },
    'exit-code': { type: 'boolean', default: false, describe: 'end with 2 if something differs' },
    format: formats(),
  },
  async run({ sides = [], since, all, 'redis-version': version, 'exit-code': tells }) {
    const { pairs, notes, isIncomplete = false } = await open(sides, since, all, version);
    const result = await diff(pairs, new Date(), notes);
    const differs = result.compared.some(({ state }) => state !== 'unchanged');
    return {
      data: { ...result },
      formatVersion: FORMAT_VERSION,
      report: diffReport(result, { all: all && sides.length > 0 }),
      markdown: printComment(result),
      notes: isIncomplete ? unreadable(result) : [],
      exitCode: isIncomplete ? ExitCode.failed : tells && differs ? ExitCode.different : ExitCode.done,
    };
  },
});

/** What fails the command stands on stderr too, where a log shows it. */
function unreadable({ compared }: Diff): readonly string[] {
  return compared.filter(({ state }) => state === 'unknown').map(({ summary }) => `error: ${summary}`);
}

async function open(
  sides: readonly string[],
  since: string | undefined,
  all: boolean,
  version: RedisVersion | undefined,
): Promise<Comparison> {
  const [before, after] = sides;
  if (before === undefined) {
    if (all && since !== undefined) return openAllSince(since);
    throw new UsageError('give two sides, one with --since <revision>, or --all with --since <revision>');
  }
  if (since !== undefined) {
    if (after === undefined) return openSince(before, since);
    throw new UsageError('give one side with --since, which is compared with its own past');
  }
  if (after === undefined || sides.length > 2)
    throw new UsageError(`give two sides to compare, or one with --since <revision>; ${sides.length} given`);
  return { pairs: [await openSides(before, after, version)], notes: [] };
}
