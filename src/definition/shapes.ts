/** The shapes of single values of a definition. What they mean together is decided by src/topology. */
import * as z from 'zod/mini';
import { onOneLine, show } from '../base/errors.ts';
import { patternProblem } from '../base/pattern.ts';
import {
  bytes,
  type DurationText,
  formatDuration,
  formatSize,
  type Milliseconds,
  milliseconds,
  parseDuration,
  parseShare,
  parseSize,
  type ShareText,
  type SizeText,
} from '../base/units.ts';
import { BUILT_IN_USERS } from '../redis/acl/built-in-users.ts';
import { ENGINE_VERSIONS, lineOf, type ReleaseLine } from '../redis/catalogue/version.ts';
import type { Directives, Role, ZoneBlocks } from './environment.ts';
import { GONE_PACKAGES, PACKAGES, type PackageName } from './packages.ts';
import { SIZES, type SizeName } from './sizes.ts';

/** What JSON Schema can say of a text. */
export interface JsonText {
  readonly type: 'string';
  /** What the text is, in a word or two. */
  readonly title: string;
  readonly pattern?: string;
  readonly enum?: string[];
}

/** The JSON Schema of the texts that are checked here: zod sees only that there is a check. */
export const JSON_TEXTS = z.registry<JsonText>();

/** What a text must be. */
interface TextForm {
  /** In a word or two. */
  readonly title: string;
  /** Matches the whole of it. */
  readonly pattern: RegExp;
  /** What a pattern cannot say. */
  readonly holds?: (value: string) => boolean;
  /** What was meant where a number is given instead of a text, if it can be told. */
  readonly fromNumber?: (value: number) => string;
}

/** A check of one text whose message names what was given. */
function text<T extends string>(form: TextForm, message: (given: string) => string) {
  const { title, pattern, holds = () => true } = form;
  return checkedText<T>(
    { type: 'string', title, pattern: pattern.source },
    (value) => pattern.test(value) && holds(value),
    message,
    form.fromNumber,
  );
}

/** The same for one of several names. */
function oneOf<T extends string>(
  title: string,
  names: readonly string[],
  message: (given: string) => string,
) {
  return checkedText<T>(
    { type: 'string', title, enum: [...names] },
    (value) => names.includes(value),
    message,
  );
}

function checkedText<T extends string>(
  json: JsonText,
  holds: (value: string) => boolean,
  message: (given: string) => string,
  fromNumber?: (value: number) => string,
) {
  const error = ({ input }: { input?: unknown }): string => {
    if (input === undefined) return 'is missing; give a text';
    if (typeof input === 'string') return message(input);
    const meant = typeof input === 'number' ? fromNumber?.(input) : undefined;
    return meant !== undefined && holds(meant)
      ? `${input} is a number; write '${meant}'`
      : `${show(input)} is not a text`;
  };
  return z
    .custom<T>((value) => typeof value === 'string' && holds(value), { error })
    .register(JSON_TEXTS, json);
}

/** Redis and Sentinel keep durations as C integers, and refuse or misread what is not positive (redis sentinel.c). */
export const LARGEST = 2 ** 31 - 1;

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** From here on a bare number of a size is rather megabytes. */
const MOST_GIGABYTES = 64;

/** A bare number is seconds as people think, or milliseconds as sentinel.conf has them where that gives whole seconds. */
function durationOf(number: number): string {
  return number >= 1_000 ? formatDuration(milliseconds(number)) : `${number}s`;
}

/** A bare number is gigabytes, megabytes, or bytes as redis.conf has them, whichever its size suggests. */
function sizeOf(number: number): string {
  if (number >= MIB) return formatSize(bytes(number));
  return number >= MOST_GIGABYTES ? `${number}mb` : `${number}gb`;
}

function durationInMultiplesOf(unit: Milliseconds, example: string) {
  return text<DurationText>(
    {
      title: 'duration',
      pattern: /^\d{1,12}(ms|s|m|h)$/,
      holds: (value) => {
        const time = parseDuration(value) ?? 0;
        return time > 0 && time <= LARGEST && time % unit === 0;
      },
      fromNumber: durationOf,
    },
    (given) => `${show(given)} is not a duration here; write ${example}`,
  );
}

export const duration = durationInMultiplesOf(
  milliseconds(1),
  "a whole number from 1 and ms, s, m or h, such as '5s', and no more than 24 days",
);

export const wholeSeconds = durationInMultiplesOf(
  milliseconds(1_000),
  "whole seconds, such as '10s', and no more than 24 days",
);

export const memory = text<SizeText | ShareText>(
  {
    title: 'size or share',
    pattern: /^\d{1,12}(b|kb|mb|gb|tb|%)$/,
    holds: (value) => parseSize(value) !== undefined || parseShare(value) !== undefined,
    fromNumber: sizeOf,
  },
  (given) =>
    `${show(given)} is not a size; write a whole number and mb or gb, such as '512mb', or a share of the host's memory from '1%' to '100%'`,
);

/** The memory of a host at most: every instance type has some. */
export const hostMemory = text<SizeText>(
  {
    title: 'size',
    pattern: /^\d{1,12}(b|kb|mb|gb|tb)$/,
    holds: (value) => (parseSize(value) ?? 0) >= GIB,
    fromNumber: sizeOf,
  },
  (given) => `${show(given)} is not the memory of a host; write a size from '1gb', such as '8gb'`,
);

export const packageName = oneOf<PackageName>('package', Object.keys(PACKAGES), (given) => {
  const known = Object.keys(PACKAGES).join(', ');
  const reason = Object.hasOwn(GONE_PACKAGES, given) ? GONE_PACKAGES[given] : undefined;
  return reason === undefined
    ? `${show(given)} is not a known package of Redis or Valkey; use one of ${known}`
    : `${show(given)} cannot be used: ${reason}; use one of ${known}`;
});

const RELEASE_LINES = [...new Set(ENGINE_VERSIONS.map(lineOf))].sort();

export const releaseLine = oneOf<ReleaseLine>(
  'version',
  RELEASE_LINES,
  (given) => `${show(given)} is not a version that vedette knows; use one of ${RELEASE_LINES.join(', ')}`,
);

export const size = oneOf<SizeName>(
  'instance type',
  [...SIZES.keys()],
  (given) => `${show(given)} is not a known instance type; use one of ${[...SIZES.keys()].join(', ')}`,
);

/**
 * RFC 1123: letters, digits and hyphens, at most 63; lower case because AWS and rc.conf compare by bytes. Not digits
 * alone, because JavaScript moves such keys to the front, and programs take such a name for an address (inet_aton).
 */
const DNS_LABEL = /^(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const notALabel = (given: string, most = 63) =>
  `${show(given)} is not a DNS label; write 1 to ${most} lower-case letters, digits and hyphens, with a letter or digit at both ends, not digits alone`;

/** Names that mean something else where hosts are named: on this machine's cloud, and on every host. */
const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  router: 'vedette local calls the machine between the hosts so',
  localhost: 'every host calls itself so',
};

/** A host's name: a DNS label with no other meaning. */
export const hostName = text<string>(
  { title: 'DNS label', pattern: /^(?!(router|localhost)$)(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/ },
  (given) =>
    Object.hasOwn(OTHER_MEANINGS, given)
      ? `${show(given)} cannot be the name of a host, since ${OTHER_MEANINGS[given]}; give it another`
      : notALabel(given),
);

export const hostNames: z.ZodMiniType<readonly string[]> = z.array(hostName);

/**
 * Every name in AWS begins with it. Security groups may not begin with `sg-` (EC2, CreateSecurityGroup), and of the 64
 * characters of a role's name some are for what it is, and for the region.
 */
export const environmentName = text<string>(
  {
    title: 'DNS label',
    pattern: /^(?!\d+$)(?!sg(-|$))[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  },
  (given) =>
    DNS_LABEL.test(given)
      ? `${show(given)} cannot begin names in AWS; write at most 40 characters, and neither sg nor sg- at the beginning`
      : notALabel(given, 40),
);

export const zone = text<string>(
  { title: 'zone', pattern: /^[a-z]$/ },
  (given) => `${show(given)} is not a zone; write its letter, such as 'a'`,
);

export const zones: z.ZodMiniType<readonly string[] | ZoneBlocks> = z.union([
  z.array(zone),
  z.record(zone, z.string()),
]);

export const region = text<string>(
  { title: 'region', pattern: /^[a-z]{2}(-[a-z]+)+-\d$/ },
  (given) => `${show(given)} is not a region; write it as AWS does, such as 'eu-central-1'`,
);

export const account = text<string>(
  { title: 'account', pattern: /^\d{12}$/ },
  (given) =>
    `${show(given)} is not an account of AWS; write its twelve digits as a text, such as '123456789012'`,
);

export const image = text<string>(
  { title: 'image', pattern: /^(\d{2}\.\d|ami-[0-9a-f]{8,17})$/ },
  (given) =>
    `${show(given)} is not an image; write a FreeBSD release such as '15.1', or an image id such as 'ami-0123456789abcdef0'`,
);

export const keyPair = text<string>(
  { title: 'key pair', pattern: /^[A-Za-z0-9._@-]{1,255}$/ },
  (given) =>
    `${show(given)} is not the name of a key pair here; write 1 to 255 letters, digits, dots, dashes, underscores and @`,
);

export const snapshot = text<string>(
  { title: 'snapshot', pattern: /^snap-([0-9a-f]{8}|[0-9a-f]{17})$/ },
  (given) => `${show(given)} is not a snapshot; write its id, such as 'snap-0123456789abcdef0'`,
);

/** A time of a day. */
export const clockTime = text<string>(
  { title: 'time of day', pattern: /^([01]\d|2[0-3]):[0-5]\d$/ },
  (given) => `${show(given)} is not a time of day; write hours and minutes, such as '03:00'`,
);

/** S3 user guide, bucket naming rules. */
export const bucket = text<string>(
  { title: 'bucket', pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/ },
  (given) =>
    `${show(given)} is not the name of a bucket; write 3 to 63 lower-case letters, digits, dots and hyphens`,
);

const notAnAuthority = (given: string): string =>
  `${given} is nobody who signs certificates; write 'environment', 'files', or the ARN of an authority of AWS Private CA, such as 'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef'`;

const privateAuthority = text<`arn:${string}`>(
  {
    title: 'ARN',
    pattern:
      /^arn:aws(-[a-z]+)*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  },
  (given) => notAnAuthority(show(given)),
);

export const certificateAuthority = z.union([z.enum(['environment', 'files']), privateAuthority], {
  error: ({ input }) => notAnAuthority(show(input)),
});

export const alarmTopic = text<string>(
  { title: 'topic', pattern: /^(own|arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256})$/ },
  (given) =>
    `${show(given)} is not a topic; write its ARN, such as 'arn:aws:sns:eu-central-1:123456789012:pager', or 'own'`,
);

/** Longer ones nobody reads. */
const LONGEST_PATTERN = 200;

export const namePattern = text<string>(
  {
    title: 'regular expression',
    pattern: /^.{1,200}$/u,
    holds: (value) => value.length <= LONGEST_PATTERN && patternProblem(value) === undefined,
  },
  (given) => {
    const problem = given.length > LONGEST_PATTERN ? 'it is too long' : patternProblem(given);
    return `${show(given)} is no regular expression of 1 to ${LONGEST_PATTERN} characters${problem === undefined ? '' : ` (${problem})`}; write one such as '[a-z]+-[0-9]+'`;
  },
);

/** What tags are written with in every service (EC2 user guide, tag restrictions). */
const TAG_KEY = /^[\p{L}\p{N} _.:/=+@-]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{N} _.:/=+@-]{0,256}$/u;

/** True for what every service of AWS takes as the value of a tag. */
export function isTagValue(text: string): boolean {
  return TAG_VALUE.test(text) && text.length <= 256;
}

const tagKey = text<string>(
  {
    title: 'tag',
    pattern: TAG_KEY,
    holds: (value) => value.length <= 128 && !/^(aws:|Name$|vedette:)/i.test(value),
  },
  (given) =>
    `${show(given)} cannot be a tag; write 1 to 128 letters, digits, spaces and _ . : / = + - @, not Name, and neither aws: nor vedette: at the beginning`,
);

const tagValue = text<string>(
  { title: 'value of a tag', pattern: TAG_VALUE, holds: isTagValue },
  (given) =>
    `${show(given)} cannot be the value of a tag; write at most 256 letters, digits, spaces and _ . : / = + - @`,
);

/**
 * A resource has at most 50 tags, and of those of a data volume in an environment that was created of another one, eight
 * are vedette's (EC2 user guide, tag restrictions).
 */
export const MOST_TAGS = 42;

export const tags = z.record(tagKey, tagValue).check(
  z.refine((value) => Object.keys(value).length <= MOST_TAGS, {
    error: ({ input }) =>
      `${Object.keys(Object(input)).length} tags are more than AWS takes; write at most ${MOST_TAGS}`,
  }),
);

export const volume = text<SizeText>(
  {
    title: 'size',
    pattern: /^\d{1,12}(b|kb|mb|gb|tb)$/,
    holds: (value) => {
      const size = parseSize(value) ?? 0;
      return size > 0 && size % GIB === 0 && size <= 65_536 * GIB;
    },
    fromNumber: (value) => (value >= MIB ? formatSize(bytes(value)) : `${value}gb`),
  },
  (given) => `${show(given)} is not the size of a volume; write whole gigabytes from '1gb' to '65536gb'`,
);

/** Further characters Sentinel reads, and does not read back from what it rewrites (sentinel.conf, sentinel monitor). */
export const group = text<string>(
  { title: 'name', pattern: /^[A-Za-z0-9._-]+$/ },
  (given) =>
    `${show(given)} is not a name that Sentinel reads back; write letters, digits, dots, dashes and underscores`,
);

/** Names that mean something else to Redis, or are of users that every group has. */
const TAKEN_USERS: readonly string[] = ['default', ...BUILT_IN_USERS];

/**
 * A name that Sentinel reads back from its own file, where it quotes nothing (sentinel.c), and that names of secrets and of
 * resources take as it is.
 */
export const userName = text<string>(
  {
    title: 'name of a user',
    pattern: /^[a-z][a-z0-9_-]{0,39}$/,
    holds: (value) => !TAKEN_USERS.includes(value),
  },
  (given) =>
    TAKEN_USERS.includes(given)
      ? `${show(given)} is a user that every group has; give a further one another name`
      : `${show(given)} is not the name of a user here; write 1 to 40 lower-case letters, digits, - and _, a letter first`,
);

/** No blank, quote, backslash or byte beyond ASCII: Sentinel and CONFIG REWRITE write rules back without quotes. */
const keyPattern = text<string>(
  { title: 'pattern of keys', pattern: /^(%(R|W|RW)~)?(?![~&%])[!#-&(-[\]-~]{1,200}$/ },
  (given) =>
    `${show(given)} is not a pattern of keys here; write visible ASCII without blanks, quotes and backslashes, such as 'orders:*', behind '%R~' to read only`,
);

const channelPattern = text<string>(
  { title: 'pattern of channels', pattern: /^(?![~&%])[!#-&(-[\]-~]{1,200}$/ },
  (given) =>
    `${show(given)} is not a pattern of channels here; write visible ASCII without blanks, quotes and backslashes, such as 'news.*'`,
);

/** Neither a password nor `on`, `off` or `reset`: what a user is beside its commands is decided elsewhere. */
const commandRule = text<string>(
  { title: 'rule', pattern: /^[+-](@[a-z]+|[a-z][a-z0-9._-]*(\|[a-z0-9_-]+)?)$/ },
  (given) =>
    `${show(given)} is not a rule about commands; write + or - and a command, a subcommand or a category in lower case, such as '+get', '-config|set' or '+@read'`,
);

export const keyPatterns: z.ZodMiniType<readonly string[]> = z.array(keyPattern);
export const channelPatterns: z.ZodMiniType<readonly string[]> = z.array(channelPattern);
export const commandRules: z.ZodMiniType<readonly string[]> = z.array(commandRule);

export const reason = text<string>(
  { title: 'reason', pattern: /\S/, holds: (value) => onOneLine(value) === value },
  (given) => `${show(given)} is not a reason; write on one line why this environment may break the rule`,
);

export function wholeNumber(least: number, most: number, what: string) {
  const error = ({ input }: { input?: unknown }) =>
    `${show(input)} is not ${what}; write a whole number from ${least} to ${most}`;
  return z.int().check(z.minimum(least, { error }), z.maximum(most, { error }));
}

/** CloudWatch Logs, PutRetentionPolicy: the days that it takes. */
const LOG_DAYS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653],
];

/** 0 stands for none at all. */
export const logDays = z.literal([0, ...LOG_DAYS]);

/** Lower ports are for root alone (FreeBSD ip(4), net.inet.ip.portrange.reservedhigh). */
export const port = wholeNumber(1_024, 65_535, 'a port that the user redis may open');

export const count = wholeNumber(0, LARGEST, 'a number that Redis takes here');

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const directives: z.ZodMiniType<Directives> = z.record(z.string(), z.union([scalar, z.array(scalar)]));

export const roles: z.ZodMiniType<readonly Role[]> = z.array(z.enum(['primary', 'replica', 'sentinel']));
