/** The settings of a project, decided: what environments may be that are created of others. */
import { DefinitionError, type Problem, show } from '../base/errors.ts';
import { type Bytes, type Milliseconds, parseDuration, parseSize } from '../base/units.ts';
import type { ConfigDefinition } from '../definition/config.ts';
import { CONFIG_DEFAULTS } from '../definition/config-fields.ts';
import { loadConfig } from '../definition/load-config.ts';
import { whyUnusable } from '../topology/block-kind.ts';
import type { Demands } from '../topology/demands.ts';
import { type AddressBlock, parseBlock } from '../topology/ipv4.ts';

/** A bucket of S3. */
export interface Bucket {
  readonly bucket: string;
  readonly region: string;
}

/** What a project decides for all of its environments. */
export interface Settings {
  /** The file that they stand in, or would, as messages name it. */
  readonly file: string;
  /** Those that the file has, such as `environments.ttl`: all others have their defaults. */
  readonly written: readonly string[];
  /** Where the register is, and Terraform's state of created environments; absent where both are files. */
  readonly state?: Bucket;
  /** How long a created environment lives whose creator does not say it. */
  readonly ttl: Milliseconds;
  /** How long one may live, counted from its creation. */
  readonly maxTtl: Milliseconds;
  /** The most memory that a host of one may have. */
  readonly maxMemory: Bytes;
  /** How many hosts one may have. */
  readonly maxHosts: number;
  /** What they demand of the environments; absent where they demand nothing. */
  readonly demands?: Demands;
  /** What one may cost, in US dollars an hour; absent where it may cost anything. */
  readonly maxCost?: number;
  /** What all of them may cost together, alike. */
  readonly maxTotalCost?: number;
  /** The blocks that networks are taken from. */
  readonly blocks: readonly AddressBlock[];
  /** How long a job may take that deploys or destroys. */
  readonly longestJob: Milliseconds;
}

/**
 * The settings of the project in the present folder.
 *
 * @throws UserError or DefinitionError if their file does not hold
 */
export async function openSettings(): Promise<Settings> {
  const { config, file } = await loadConfig();
  return decideSettings(config, file);
}

/**
 * Decides what the settings leave open.
 *
 * @throws DefinitionError if their values contradict each other
 */
export function decideSettings(config: ConfigDefinition, file: string): Settings {
  const { state, environments = {}, longestJob = CONFIG_DEFAULTS.longestJob } = config;
  const demands = decideDemands(config, file);
  const texts = { ...CONFIG_DEFAULTS, ...environments };
  const blocks = texts.blocks.map(readBlock);
  const [ttl, maxTtl] = [known(parseDuration(texts.ttl)), known(parseDuration(texts.maxTtl))];
  const problems = [
    ...blocks.flatMap((block, at) =>
      typeof block === 'string' ? [{ field: `environments.blocks.${at}`, message: block }] : [],
    ),
    ...(ttl > maxTtl ? [tooLong(texts)] : []),
    ...(known(parseDuration(longestJob)) < SHORTEST_JOB ? [tooShort(longestJob)] : []),
  ];
  if (problems.length > 0)
    throw new DefinitionError(problems.map((problem): Problem => ({ file, ...problem })));
  return {
    file,
    written: writtenIn(config),
    ...(state === undefined ? {} : { state: { region: CONFIG_DEFAULTS.region, ...state } }),
    ttl,
    maxTtl,
    maxMemory: known(parseSize(texts.maxMemory)),
    maxHosts: texts.maxHosts,
    ...(demands === undefined ? {} : { demands }),
    ...(texts.maxCost === undefined ? {} : { maxCost: texts.maxCost }),
    ...(texts.maxTotalCost === undefined ? {} : { maxTotalCost: texts.maxTotalCost }),
    blocks: blocks.flatMap((block) => (typeof block === 'string' ? [] : [block])),
    longestJob: known(parseDuration(longestJob)),
  };
}

function writtenIn({ environments = {}, ...others }: ConfigDefinition): readonly string[] {
  return [...Object.keys(others), ...Object.keys(environments).map((name) => `environments.${name}`)];
}

/** A setting and its value as a refusal names it: with the file where it stands, or as the default that it is. */
export function nameSetting({ file, written }: Settings, name: string, value: string): string {
  return written.includes(name) ? `${name} ${value} of ${file}` : `the default ${value} of ${name}`;
}

/** Locks tell whole seconds, by the clocks of other machines. */
const SHORTEST_JOB = 60_000;

function tooShort(longestJob: string): Omit<Problem, 'file'> {
  return {
    field: 'longestJob',
    message: `${longestJob} is less than a deployment takes; write at least 1m`,
  };
}

/**
 * What the settings of the project in the present folder demand of its environments.
 *
 * @throws UserError or DefinitionError if their file does not hold
 */
export async function openDemands(): Promise<Demands | undefined> {
  return (await openSettings()).demands;
}

function decideDemands({ all, environments }: ConfigDefinition, file: string): Demands | undefined {
  const demand = <Wanted>(field: string, ofAll: Wanted | undefined, ofCreated: Wanted | undefined) => [
    ...(ofAll === undefined ? [] : [{ setting: `all.${field}`, ofCreated: false, wanted: ofAll }]),
    ...(ofCreated === undefined
      ? []
      : [{ setting: `environments.${field}`, ofCreated: true, wanted: ofCreated }]),
  ];
  const names = demand('names', all?.names, environments?.names);
  const sizes = demand('sizes', all?.sizes, environments?.sizes);
  const tags = all?.tags ?? {};
  const isNothing = names.length + sizes.length + Object.keys(tags).length === 0;
  return isNothing ? undefined : { file, names, sizes, tags };
}

function tooLong({ ttl, maxTtl }: { readonly ttl: string; readonly maxTtl: string }): Omit<Problem, 'file'> {
  return {
    field: 'environments.ttl',
    message: `${ttl} is longer than environments.maxTtl ${maxTtl}; make one of them fit the other`,
  };
}

/** A block, or what is wrong with it. */
function readBlock(text: string): AddressBlock | string {
  const block = parseBlock(text);
  if (block === undefined)
    return `${show(text)} is not a block of addresses; write one such as '10.192.0.0/10'`;
  const why = whyUnusable(block);
  return why === undefined ? block : `${text} ${why}; give a private block`;
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a setting passed the schema and cannot be read');
  return value;
}
