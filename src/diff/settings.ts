/** From a document to its settings: repeated lines combined, aliases and units resolved, one key per meaning. */
import { UserError } from '../base/errors.ts';
import {
  type DirectiveSpec,
  type EngineVersion,
  findDirective,
  isValkey,
  titleOf,
} from '../redis/catalogue/index.ts';
import type { Argument, Directive, Document, DocumentKind } from '../redis/document.ts';
import { valueIn } from '../redis/effective.ts';
import { optionOf } from '../redis/option.ts';
import { printArguments, readable } from './print.ts';
import { prefixOf, type Setting, type Settings, type Subject, settingOf } from './setting.ts';

/** The lines of a document that decide one directive of one group. */
interface Lines extends Subject {
  readonly lines: Directive[];
}

/** A class of clients and its two limits and seconds (redis config.c, client-output-buffer-limit). */
const BUFFER_LIMIT = 4;

/** Seconds and how many changes within them (redis config.c, save). */
const SAVE_POINT = 2;

/**
 * The settings that a document makes, state that a running program wrote into it left out beforehand.
 *
 * @throws UserError naming the line if its directive is not known or its value is refused
 */
export function settingsOf(document: Document, version: EngineVersion, program: DocumentKind): Settings {
  const found = new Map<string, Lines>();
  for (const line of document) {
    const subject = subjectOf(line, version, program);
    if (subject.spec.ignored) continue;
    const key = `${prefixOf(subject)}${subject.spec.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...subject, lines: [line] });
    else known.lines.push(line);
  }
  const settings = [...found.values()].flatMap(settingsOfLines);
  return withCluster(new Map(settings.map((setting) => [setting.key, setting])), version, program);
}

/**
 * A cluster has database 0 alone, whatever `databases` says: SELECT is refused, and so are snapshots with keys in others
 * (redis cluster.c, verifyClusterConfigWithData). 8.0 reads and rewrites it as 1, 7.0 as it was given (measured). Valkey has
 * clusters with more of them.
 */
function withCluster(settings: Settings, version: EngineVersion, program: DocumentKind): Settings {
  const enabled = settings.get('cluster-enabled');
  const spec = findDirective(program, version, 'databases');
  if (enabled?.value.canonical !== 'yes' || spec === undefined || isValkey(version)) return settings;
  const { origin } = enabled.value;
  const only = settingOf({ spec, group: undefined }, { name: spec.name, args: ['1'], origin });
  return new Map([...settings, [spec.name, only]]);
}

/** A setting as it is where no line makes it; undefined if it is then not there, or that version does not have it. */
export function defaultIn(
  version: EngineVersion,
  like: Setting | undefined,
  program: DocumentKind,
): Setting | undefined {
  const spec = like && findDirective(program, version, like.spec.name);
  if (like === undefined || spec?.default === undefined) return undefined;
  const { key, group, part } = like;
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
    origin: `${DEFAULT_OF}${titleOf(version)}`,
  };
  return { key, spec, group, part, args, value };
}

/** True for what no line sets: a default, or nothing at all. */
export function isDefaultValue(setting: Setting | undefined): boolean {
  return setting === undefined || setting.value.origin.startsWith(DEFAULT_OF);
}

const DEFAULT_OF = 'default of ';

function subjectOf(line: Directive, version: EngineVersion, program: DocumentKind): Subject {
  const { name, spec, group } = optionOf(line, program, version);
  if (spec === undefined)
    throw new UserError(
      `${line.origin}: ${name} is not a directive of ${program}.conf in ${titleOf(version)}; check its name`,
    );
  return {
    spec,
    group: spec.form === 'group' ? printArguments(group === undefined ? [] : [group]) : undefined,
  };
}

function settingsOfLines({ spec, group, lines }: Lines): readonly Setting[] {
  const subject = { spec, group };
  if (spec.name === 'monitor') return lines.slice(-1).flatMap((line) => monitored(subject, line));
  if (spec.repetition === 'separate') return lines.map((line) => separate(subject, line));
  const args = effective(lines, spec);
  if (spec.repetition === 'merge') return merged(subject, args, lines);
  const isAppended = spec.repetition === 'append';
  const raw = (isAppended ? lines : lines.slice(-1)).map((line) => written(spec, line));
  const content = { name: spec.name, origin: lines.at(-1)?.origin ?? '', raw: raw.join(' ') };
  return [settingOf(subject, { ...content, args: isAppended ? inOneOrder(args) : args })];
}

/** Any save point that is met makes a snapshot, in whatever order they are written (redis server.c, serverCron). */
function inOneOrder(args: readonly Argument[]): readonly Argument[] {
  const points = new Map(chunks(args, SAVE_POINT).map((point) => [point.join(' '), point]));
  return [...points.values()]
    .toSorted(([seconds, changes], [otherSeconds, otherChanges]) =>
      seconds === otherSeconds
        ? Number(changes) - Number(otherChanges)
        : Number(otherSeconds) - Number(seconds),
    )
    .flat();
}

/** `sentinel monitor` sets two things: the address follows the primary, the quorum is a decision. */
function monitored(subject: Subject, line: Directive): readonly Setting[] {
  const [address, port, quorum] = line.args.slice(2);
  if (address === undefined || port === undefined || quorum === undefined)
    throw new UserError(
      `${line.origin}: sentinel monitor is not complete; write a group, an address, a port and a quorum`,
    );
  return [
    settingOf(subject, { name: 'address', part: 'address', args: [address, port], origin: line.origin }),
    settingOf(subject, { name: 'quorum', part: 'quorum', args: [quorum], origin: line.origin }),
  ];
}

/** One setting per line, named by its first word: a user, a command, a module. Commands are known in any case. */
function separate(subject: Subject, line: Directive): Setting {
  const { spec } = subject;
  const [first = '', ...args] = argumentsOf(spec, line);
  const name = typeof first === 'string' ? first : first.secret;
  const part = printArguments([spec.name === 'rename-command' ? name.toUpperCase() : name]);
  return settingOf(subject, { name: `${spec.name}/${part}`, part, args, origin: line.origin });
}

function merged(
  subject: Subject,
  args: readonly Argument[],
  lines: readonly Directive[],
): readonly Setting[] {
  const { spec } = subject;
  const last = new Map<string, Directive>();
  for (const line of lines) for (const name of classesOf(line)) last.set(name, line);
  return limits(args).flatMap(([first, ...values]) => {
    const part = String(first);
    const line = last.get(part);
    return line === undefined
      ? []
      : [
          settingOf(subject, {
            name: `${spec.name}/${part}`,
            part,
            args: values,
            origin: line.origin,
            raw: readable(spec, values),
          }),
        ];
  });
}

/** Redis still reads `slave` for `replica`, and all limits as one quoted text. */
function classesOf({ args }: Directive): readonly string[] {
  return args.flatMap((argument) =>
    typeof argument === 'string' ? argument.toLowerCase().replaceAll('slave', 'replica').split(' ') : [],
  );
}

function limits(args: readonly Argument[]): readonly (readonly Argument[])[] {
  return chunks(args, BUFFER_LIMIT);
}

function chunks(args: readonly Argument[], size: number): readonly (readonly Argument[])[] {
  return Array.from({ length: Math.ceil(args.length / size) }, (_, at) =>
    args.slice(at * size, (at + 1) * size),
  );
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
