import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Outcome } from '../report/elements.ts';
import type { Format } from '../report/output.ts';
import type { Suggest } from './suggest.ts';

/** The arguments of a command by name. */
type Arguments = Readonly<Record<string, Options>>;

/** The same for what is told from its place instead of its name. */
type Positionals = Readonly<Record<string, PositionalOptions>>;

/** The types that the values of arguments have. */
type Values<Given extends Arguments> = Readonly<
  InferredOptionTypes<{ -readonly [Name in keyof Given]: Given[Name] }>
>;

/** A command line without `vedette`, and what it is good for. */
export type Example = readonly [line: string, about: string];

/** A command of vedette as data: from it come the parser, the help, completion and the advice on misspelt options. */
export interface Command {
  /** What stands in `<...>` and `[...]` of its usage. */
  readonly positionals: Positionals;
  readonly options: Arguments;
  /** What its help ends with. Each works as it stands, where its command needs no hosts. */
  readonly examples: readonly Example[];
  /** What completion offers for arguments that have no choices, by their names. */
  readonly suggests?: Readonly<Partial<Record<string, Suggest>>>;
  /**
   * True for a command that runs another one, which stands behind `--`.
   * @default false
   */
  readonly runsCommand?: boolean;
  /** Does the work. The values are those that the arguments declare. */
  run(values: object): Outcome | Promise<Outcome>;
}

/** Declares a command; the values that `run` gets have the types that its arguments say. */
export function command<const Places extends Positionals, const Opts extends Arguments>(declared: {
  readonly positionals: Places;
  readonly options: Opts;
  readonly examples: readonly Example[];
  readonly suggests?: { readonly [Name in keyof Places | keyof Opts]?: Suggest };
  readonly runsCommand?: boolean;
  run(
    values: Values<Places> & Values<Opts> & { readonly '--'?: readonly string[] },
  ): Outcome | Promise<Outcome>;
}): Command {
  return declared;
}

/** The options of every command. */
export const COMMON_OPTIONS = {
  dir: {
    type: 'string',
    requiresArg: true,
    describe: 'run as if started in this folder, such as that of a project',
  },
  debug: { type: 'boolean', default: false, describe: 'show stack traces' },
} as const;

/** What names an environment. */
export const ENVIRONMENT = 'a name in stacks/ or of a created environment, or the path of a definition';

/** The environment that a command is about. */
export const ENVIRONMENT_ARGUMENT = {
  type: 'string',
  demandOption: true,
  describe: ENVIRONMENT,
} as const;

/** `--format`; a command may know further forms. */
export function formats<const Further extends Format = never>(...further: readonly Further[]) {
  const choices: readonly (Further | 'human' | 'json' | 'markdown')[] = [
    'human',
    'json',
    'markdown',
    ...further,
  ];
  return { choices, default: 'human', requiresArg: true, describe: 'the form of the result' } as const;
}
