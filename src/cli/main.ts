/** The command line: parse, run one command, print its outcome, end with its exit code. */
import yargs, { type Argv } from 'yargs';
import { ExitCode, messageOf, onOneLine, UsageError, UserError } from '../base/errors.ts';
import { InterruptedError } from '../base/interrupt.ts';
import { ownPackage } from '../base/package.ts';
import { keepForResult, writeResult } from '../base/stdout.ts';
import { type Format, note, outputWidth, printOutcome } from '../report/output.ts';
import { COMMON_OPTIONS, type Command, type Example } from './command.ts';
import { COMMANDS, type Entry, EXAMPLES } from './commands/index.ts';
import { ASKS, candidates, printCandidate } from './complete.ts';
import { printFailure } from './failure.ts';
import {
  commandSentence,
  destinationOf,
  refuseBehind,
  refuseOptions,
  usageSentence,
  withHelp,
} from './usage.ts';

/** Runs the command line and sets the exit code. Never rejects. */
export async function start(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', leaveStdout);
  if (argv[0] === ASKS) return complete(argv.slice(1));
  try {
    process.exitCode = await run(withHelp(argv));
  } catch (thrown) {
    process.exitCode = printFailure(thrown, argv);
    // What was interrupted may still be waiting for something that is gone.
    if (thrown instanceof InterruptedError) process.exit();
  }
}

/** Runs a command and tells where the process ends well before it: a definition is a program, which may end it. */
async function toItsEnd<Result>({ argv }: Call, run: () => Promise<Result>): Promise<Result> {
  const tell = (exitCode: number) => {
    if (exitCode === ExitCode.done) process.exitCode = printFailure(new UserError(UNFINISHED), argv);
  };
  process.once('exit', tell);
  try {
    return await run();
  } finally {
    process.off('exit', tell);
  }
}

const UNFINISHED =
  'the program ended before its result was there: a definition ends it, or waits for what never comes; take that out of the definition';

/** Only the script of zsh hands over the line that it completes. */
async function complete([, ...words]: readonly string[]): Promise<void> {
  const isZsh = process.env.COMP_LINE !== undefined;
  keepForResult();
  for (const candidate of await candidates(words)) writeResult(`${printCandidate(candidate, isZsh)}\n`);
}

async function run(argv: readonly string[]): Promise<number> {
  const call: Call = { argv, stage: 'parsing', exitCode: 0 };
  try {
    await parserOf(call).parseAsync();
  } catch (error) {
    throw call.stage === 'parsing' ? new UsageError(await usageSentence(messageOf(error), argv)) : error;
  }
  if (call.stage !== 'running') throw new UsageError(commandSentence(destinationOf(argv), argv));
  return call.exitCode;
}

/** How far a command line came: yargs rejects alike for wrong usage and for a command that failed. */
interface Call {
  readonly argv: readonly string[];
  stage: 'parsing' | 'loading' | 'running';
  exitCode: number;
}

function parserOf(call: Call): Argv {
  const parser = yargs([...call.argv])
    .scriptName('vedette')
    .usage('$0 <command>\n\nRedis with Sentinel on FreeBSD hosts in AWS: checked, rendered and rehearsed.')
    .parserConfiguration({
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    })
    .options(COMMON_OPTIONS)
    .version(ownPackage().version)
    .alias('help', 'h')
    .strict()
    .wrap(Math.min(outputWidth(), 100))
    .locale('en')
    .fail(false);
  return addExamples(addCommands(parser, COMMANDS, [], call), EXAMPLES);
}

function addCommands(parser: Argv, entries: readonly Entry[], path: readonly string[], call: Call): Argv {
  for (const entry of entries) {
    const words = [...path, entry.name];
    const usage = `${entry.name} ${entry.usage}`.trim();
    const { load } = entry;
    if (load === undefined)
      parser.command(usage, entry.summary, (group) =>
        addExamples(addCommands(group, entry.entries ?? [], words, call), entry.examples ?? []),
      );
    else
      parser.command(
        usage,
        entry.summary,
        async (builder) => addArguments(builder, await loadCommand(load, call)),
        async (values) => {
          const command = await loadCommand(load, call);
          call.stage = 'running';
          refuseBehind(command, call.argv);
          call.exitCode = await toItsEnd(call, () => runCommand(words.join(' '), command, values));
        },
      );
  }
  return parser.demandCommand(1);
}

async function loadCommand(load: NonNullable<Entry['load']>, call: Call): Promise<Command> {
  call.stage = 'loading';
  const { default: command } = await load();
  call.stage = 'parsing';
  return command;
}

function addArguments(parser: Argv, { positionals, options, examples }: Command): Argv {
  for (const [name, positional] of Object.entries(positionals)) parser.positional(name, positional);
  return addExamples(parser.options(options), examples);
}

function addExamples(parser: Argv, examples: readonly Example[]): Argv {
  return parser.example(examples.map(([line, about]) => [`$0 ${line}`, about]));
}

async function runCommand(name: string, command: Command, values: object): Promise<number> {
  refuseOptions(command, values);
  enter(values);
  keepForResult();
  const outcome = await command.run(values);
  printOutcome(name, outcome, formatOf(values));
  return outcome.exitCode ?? 0;
}

/** Paths on the command line are from there too, as with git -C. */
function enter({ dir }: { readonly dir?: string }): void {
  if (dir === undefined) return;
  try {
    process.chdir(dir);
  } catch (error) {
    throw new UsageError(`--dir ${onOneLine(dir)} is no folder that can be entered; give that of a project`, {
      cause: error,
    });
  }
}

function formatOf(values: { readonly format?: Format }): Format {
  return values.format ?? 'human';
}

/** `vedette list | head -1`: the reader has enough. Where nothing can be written, nobody may take it for a result. */
function leaveStdout(error: NodeJS.ErrnoException): void {
  process.removeAllListeners('exit');
  if (error.code === 'EPIPE') process.exit();
  note(`error: the result cannot be written: ${error.message}; give it another place`);
  process.exit(ExitCode.failed);
}
