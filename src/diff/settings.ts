/** From a document to its settings: repeated lines combined, aliases and units resolved, one key per meaning. */
import { UserError } from '../base/errors.ts';
import { type DirectiveSpec, type EngineVersion, findDirective, titleOf } from '../redis/catalogue/index.ts';
import type { Argument, Directive, Document, DocumentKind } from '../redis/document.ts';
import { valueIn } from '../redis/effective.ts';
import { optionOf } from '../redis/option.ts';
import { printArguments, readable } from './print.ts';
import type { Setting, Settings } from './setting.ts';

/** The lines of a document that decide one directive of one group. */
interface Lines {
  readonly spec: DirectiveSpec;
  /** Where the key starts: empty, `sentinel/`, or `sentinel/<group>/`. */
  readonly prefix: string;
  readonly lines: Directive[];
}

/** A class of clients and its two limits and seconds (redis config.c, client-output-buffer-limit). */
const BUFFER_LIMIT = 4;

/**
 * The settings that a document makes, state that a running program wrote into it left out beforehand.
 *
 * @throws UserError naming the line if its directive is not known or its value is refused
 */
export function settingsOf(document: Document, version: EngineVersion, program: DocumentKind): Settings {
  const found = new Map<string, Lines>();
  for (const line of document) {
    const { spec, prefix } = placeOf(line, version, program);
    if (spec.ignored) continue;
    const key = `${prefix}${spec.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { spec, prefix, lines: [line] });
    else known.lines.push(line);
  }
  const settings = [...found.values()].flatMap(settingsOfLines);
  return new Map(settings.map((setting) => [setting.key, setting]));
}

/** A setting as it is where no line makes it; undefined if it is then not there, or that version does not have it. */
export function defaultIn(
  version: EngineVersion,
  like: Setting | undefined,
  program: DocumentKind,
): Setting | undefined {
  const spec = like && findDirective(program, version, like.spec.name);
  if (like === undefined || spec?.default === undefined) return undefined;
  const { key, part } = like;
  const args =
    spec.repetition === 'merge'
      ? limits(spec.default)
          .find(([name]) => name === part)
          ?.slice(1)
      : spec.default;
  if (args === undefined) return undefined;
  const value = {
    canonical: printArguments(args),
    raw: readable(spec, args),
    origin: `default of ${titleOf(version)}`,
  };
  return { key, spec, part, args, value };
}

function placeOf(line: Directive, version: EngineVersion, program: DocumentKind): Omit<Lines, 'lines'> {
  const { name, spec, group } = optionOf(line, program, version);
  if (spec === undefined)
    throw new UserError(
      `${line.origin}: ${name} is not a directive of ${program}.conf in ${titleOf(version)}; check its name`,
    );
  switch (spec.form) {
    case 'plain':
      return { spec, prefix: '' };
    case 'sentinel':
      return { spec, prefix: 'sentinel/' };
    case 'group':
      return { spec, prefix: `sentinel/${printArguments(group === undefined ? [] : [group])}/` };
  }
}

function settingsOfLines({ spec, prefix, lines }: Lines): readonly Setting[] {
  if (spec.name === 'monitor') return lines.slice(-1).flatMap((line) => monitored(spec, prefix, line));
  if (spec.repetition === 'separate') return lines.map((line) => separate(spec, prefix, line));
  const args = effective(lines, spec);
  const key = `${prefix}${spec.name}`;
  if (spec.repetition === 'merge') return merged(spec, key, args, lines);
  const raw = (spec.repetition === 'append' ? lines : lines.slice(-1)).map((line) => written(spec, line));
  return [setting(spec, key, undefined, args, lines.at(-1), raw.join(' '))];
}

/** `sentinel monitor` sets two things: the address follows the primary, the quorum is a decision. */
function monitored(spec: DirectiveSpec, prefix: string, line: Directive): readonly Setting[] {
  const [address, port, quorum] = line.args.slice(2);
  if (address === undefined || port === undefined || quorum === undefined)
    throw new UserError(
      `${line.origin}: sentinel monitor is not complete; write a group, an address, a port and a quorum`,
    );
  return [
    setting(spec, `${prefix}address`, 'address', [address, port], line),
    setting(spec, `${prefix}quorum`, 'quorum', [quorum], line),
  ];
}

/** One setting per line, named by its first word: a user, a command, a module. Commands are known in any case. */
function separate(spec: DirectiveSpec, prefix: string, line: Directive): Setting {
  const [first = '', ...rest] = argumentsOf(spec, line);
  const name = typeof first === 'string' ? first : first.secret;
  const part = printArguments([spec.name === 'rename-command' ? name.toUpperCase() : name]);
  return setting(spec, `${prefix}${spec.name}/${part}`, part, rest, line);
}

function merged(
  spec: DirectiveSpec,
  key: string,
  args: readonly Argument[],
  lines: readonly Directive[],
): readonly Setting[] {
  const last = new Map<string, Directive>();
  for (const line of lines) for (const name of classesOf(line)) last.set(name, line);
  return limits(args).flatMap(([name, ...values]) => {
    const line = last.get(String(name));
    const part = String(name);
    return line === undefined
      ? []
      : [setting(spec, `${key}/${part}`, part, values, line, readable(spec, values))];
  });
}

/** Redis still reads `slave` for `replica`, and all limits as one quoted text. */
function classesOf({ args }: Directive): readonly string[] {
  return args.flatMap((argument) =>
    typeof argument === 'string' ? argument.toLowerCase().replaceAll('slave', 'replica').split(' ') : [],
  );
}

function limits(args: readonly Argument[]): readonly (readonly Argument[])[] {
  return Array.from({ length: args.length / BUFFER_LIMIT }, (_, at) =>
    args.slice(at * BUFFER_LIMIT, (at + 1) * BUFFER_LIMIT),
  );
}

function setting(
  spec: DirectiveSpec,
  key: string,
  part: string | undefined,
  args: readonly Argument[],
  line: Directive | undefined,
  raw?: string,
): Setting {
  const canonical = printArguments(args);
  return { key, spec, part, args, value: { canonical, raw: raw ?? canonical, origin: line?.origin ?? '' } };
}

function effective(lines: readonly Directive[], spec: DirectiveSpec): readonly Argument[] {
  try {
    return valueIn(lines, spec) ?? [];
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(`${lines.at(-1)?.origin ?? ''}: ${error.message}`, { cause: error })
      : error;
  }
}

function written(spec: DirectiveSpec, line: Directive): string {
  return printArguments(argumentsOf(spec, line));
}

function argumentsOf({ form }: DirectiveSpec, { args }: Directive): readonly Argument[] {
  return args.slice({ plain: 0, sentinel: 1, group: 2 }[form]);
}
