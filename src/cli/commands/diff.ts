import { ExitCode, UsageError } from '../../base/errors.ts';
import { type Diff, FORMAT_VERSION } from '../../diff/change.ts';
import { printComment } from '../../diff/comment.ts';
import { diff } from '../../diff/compare.ts';
import { diffReport } from '../../diff/report.ts';
import { type Comparison, type LiveOpener, openSides, type SideReaders } from '../../diff/source/sides.ts';
import { openAllSince, openSince } from '../../diff/source/since.ts';
import { isAtLeast, WEIGHTS } from '../../redis/impact.ts';
import { countOf } from '../../report/progress.ts';
import { command, formats } from '../command.ts';
import { PROGRAM, VERSIONS, versionsOf } from '../file-options.ts';
import { REACH_OPTIONS, type ReachOptions } from '../reach-arguments.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: {
    sides: {
      type: 'string',
      array: true,
      describe: 'names in stacks/, paths of definitions, live: and either for what runs, or file: and a path',
    },
  },
  options: {
    since: { type: 'string', requiresArg: true, describe: 'compare with this git revision' },
    all: {
      type: 'boolean',
      default: false,
      describe: 'every environment in stacks/; with sides, also the values that each host has its own of',
    },
    ...REACH_OPTIONS,
    'redis-version': VERSIONS,
    program: PROGRAM,
    'exit-code': {
      type: 'boolean',
      default: false,
      describe: 'end with 2 if anything differs, however light',
    },
    'fail-on': {
      choices: WEIGHTS,
      requiresArg: true,
      describe: 'end with 2 only if a change is this heavy or heavier; unknown and refused always are',
    },
    format: formats(),
  },
  examples: [
    ['diff staging production', 'Two environments'],
    ['diff staging --since HEAD', 'What is not committed yet, for staging'],
    [
      'diff --all --since HEAD --fail-on restart',
      'In CI: end with 2 where a process would restart, or worse',
    ],
    ['diff file:rendered lab', 'Files, whoever wrote them, with what they would be now'],
  ],
  suggests: { sides: environments },
  async run({
    sides = [],
    since,
    all,
    'redis-version': version,
    program,
    'exit-code': tells,
    'fail-on': failOn,
    ...options
  }) {
    if (tells && failOn !== undefined)
      throw new UsageError('--exit-code ends with 2 for any difference; give it, or --fail-on, and not both');
    const {
      pairs,
      notes,
      isIncomplete = false,
    } = await open(sides, since, all, {
      versions: versionsOf(version),
      program,
      live: liveOpener(options),
    });
    const result = await diff(pairs, new Date(), notes, countOf('environments', pairs.length));
    const fails = failOn === undefined ? tells && differs(result) : isAtLeast(result.impact, failOn);
    return {
      data: { ...result },
      formatVersion: FORMAT_VERSION,
      report: diffReport(result, { all: all && sides.length > 0 }),
      markdown: printComment(result),
      notes: isIncomplete ? unreadable(result) : [],
      exitCode: isIncomplete ? ExitCode.failed : fails ? ExitCode.different : ExitCode.done,
    };
  },
});

/** Loaded only where somebody asks hosts. */
function liveOpener(options: ReachOptions): LiveOpener {
  return async (given, label) => {
    const { openLive } = await import('../live-side.ts');
    return openLive(given, label, options);
  };
}

function differs({ compared }: Diff): boolean {
  return compared.some(({ state }) => state !== 'unchanged');
}

/** What fails the command stands on stderr too, where a log shows it. */
function unreadable({ compared }: Diff): readonly string[] {
  return compared.filter(({ state }) => state === 'unknown').map(({ summary }) => `error: ${summary}`);
}

async function open(
  sides: readonly string[],
  since: string | undefined,
  all: boolean,
  readers: SideReaders,
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
  return openSides(before, after, readers);
}
