/** What running programs tell of their configuration, as documents. */
import { canonicalValue, refusalOf } from '../../redis/canonical.ts';
import { type DirectiveSpec, type EngineVersion, findDirective } from '../../redis/catalogue/index.ts';
import { redis as REDIS_ROWS } from '../../redis/catalogue/redis.ts';
import { valkeyRows } from '../../redis/catalogue/valkey.ts';
import type { Directive, Document } from '../../redis/document.ts';
import { lineOf } from '../../redis/form.ts';
import { takesMany } from '../../redis/value/index.ts';

/** What a program told. */
export interface Told {
  /** A line for each setting that is not at its default. */
  readonly document: Document;
  /** The directives that were told, also those at their default: what is not here, only the file can tell. */
  readonly names: ReadonlySet<string>;
  /** Names, or names with values, that the catalogue does not know. */
  readonly strange: readonly string[];
}

/** Names and values, as an answer has them. */
export type Fields = ReadonlyMap<string, string>;

/** What a definition may set, and CONFIG GET lists only where it is asked for by name. */
export const NAMES_TO_ASK_FOR: readonly string[] = [...REDIS_ROWS, ...valkeyRows]
  .filter(({ hidden, owned }) => hidden && owned === undefined)
  .map(({ name }) => name);

/** What `CONFIG GET` answers: both names where a directive has two, and all values of a directive as one text. */
export function toldByConfig(fields: Fields, version: EngineVersion): Told {
  return told([...fields], (name) => findDirective('redis', version, name), 'CONFIG GET');
}

/**
 * What `SENTINEL MASTERS` says of one group. Of what it does not say, only these would be there if they were set (redis
 * sentinel.c, addReplySentinelRedisInstance).
 */
export function toldOfGroup(fields: Fields, version: EngineVersion): Told {
  const group = fields.get('name') ?? '';
  const origin = 'SENTINEL MASTERS';
  const words = ['ip', 'port', 'quorum'].map((name) => fields.get(name) ?? '');
  const monitor = findDirective('sentinel', version, 'monitor');
  const options = told([...fields], (name) => optionOfGroup(name, version), origin, group);
  return {
    document: [
      ...(monitor === undefined ? [] : [lineOf(monitor, group, words, origin)]),
      ...options.document,
    ],
    names: new Set(['monitor', ...WHERE_SET, ...options.names]),
    strange: options.strange,
  };
}

const WHERE_SET = ['notification-script', 'client-reconfig-script'];

/** What `SENTINEL CONFIG GET` answers. Before Redis 7.2 it does not tell the level of the log. */
export function toldBySentinel(fields: Fields, version: EngineVersion): Told {
  return told([...fields], (name) => findDirective('sentinel', version, name), 'SENTINEL CONFIG GET');
}

/** What `ACL LIST` answers: lines of a file, in which nothing is quoted (redis acl.c, ACLDescribeUser). */
export function toldUsers(lines: readonly string[]): Told {
  const document = lines.map((line): Directive => {
    const [name = '', ...args] = line.split(' ');
    return { name, args, origin: 'ACL LIST' };
  });
  return { document, names: new Set(['user']), strange: [] };
}

/** What several answers tell together. */
export function together(parts: readonly Told[]): Told {
  return {
    document: parts.flatMap(({ document }) => document),
    names: new Set(parts.flatMap(({ names }) => [...names])),
    strange: parts.flatMap(({ strange }) => strange),
  };
}

/** What `MODULE LIST` answers: for each module its path and its arguments. */
export function toldModules(modules: readonly (readonly string[])[]): Told {
  const document = modules.map((args): Directive => ({ name: 'loadmodule', args, origin: 'MODULE LIST' }));
  return { document, names: new Set(['loadmodule']), strange: [] };
}

/** What `SENTINEL MYID` answers. */
export function toldId(id: string): Told {
  const document = [{ name: 'sentinel', args: ['myid', id], origin: 'SENTINEL MYID' }];
  return { document, names: new Set(['myid']), strange: [] };
}

/**
 * The ports of a Sentinel, in what `INFO server` answers: the plain one, and where that is closed the one for TLS in its place
 * (redis server.c, genRedisInfoString, tcp_port).
 *
 * @param encrypted the port that it was asked by, where that was by TLS. @default it was asked without
 */
export function toldPort(fields: Fields, encrypted?: number): Told {
  const port = fields.get('tcp_port');
  if (port === undefined) return { document: [], names: new Set(), strange: [] };
  const origin = 'INFO server';
  const isClosed = port === String(encrypted);
  const document = isClosed
    ? [
        { name: 'port', args: ['0'], origin },
        { name: 'tls-port', args: [port], origin },
      ]
    : [{ name: 'port', args: [port], origin }];
  return { document, names: new Set(document.map(({ name }) => name)), strange: [] };
}

function optionOfGroup(name: string, version: EngineVersion): DirectiveSpec | undefined {
  const spec = findDirective('sentinel', version, name);
  return spec?.form === 'group' && !spec.state ? spec : undefined;
}

function told(
  fields: readonly (readonly [name: string, value: string])[],
  specOf: (name: string) => DirectiveSpec | undefined,
  origin: string,
  group?: string,
): Told {
  const document = new Map<string, Directive>();
  const [names, strange] = [new Set<string>(), new Set<string>()];
  for (const [name, value] of fields) {
    const spec = specOf(name);
    if (spec === undefined) {
      if (group === undefined) strange.add(name);
      continue;
    }
    names.add(spec.name);
    if (spec.ignored || isUnset(spec, value)) continue;
    const args = argumentsOf(spec, value);
    if (refusalOf(spec, args) !== undefined) strange.add(name);
    else if (!isDefault(spec, args)) document.set(spec.name, lineOf(spec, group ?? '', args, origin));
  }
  return { document: [...document.values()], names, strange: [...strange] };
}

/** Nobody is followed, or nothing is set where there is no default. */
function isUnset(spec: DirectiveSpec, value: string): boolean {
  return value === '' && (spec.default === undefined || spec.type.kind === 'primary-address');
}

function argumentsOf({ type }: DirectiveSpec, value: string): readonly string[] {
  const isSeveral = takesMany(type) || (type.kind === 'words' && type.max > 1);
  return isSeveral && value !== '' ? value.split(' ') : [value];
}

function isDefault(spec: DirectiveSpec, args: readonly string[]): boolean {
  return spec.default !== undefined && canonicalValue(spec, args).join(' ') === spec.default.join(' ');
}
