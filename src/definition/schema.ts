/** The shape of a definition. What its values mean together is decided by src/topology. */
import * as z from 'zod/mini';
import { onOneLine, show } from '../base/errors.ts';
import {
  type DurationText,
  type Milliseconds,
  milliseconds,
  parseDuration,
  parseShare,
  parseSize,
  type ShareText,
  type SizeText,
} from '../base/units.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { GONE_PACKAGES, isPackageName, PACKAGES, type PackageName } from './packages.ts';
import { isSizeName, SIZES, type SizeName } from './sizes.ts';

/** A check of one text whose message names what was given. */
function text<T extends string>(holds: (value: string) => boolean, message: (given: string) => string) {
  return z.custom<T>((value) => typeof value === 'string' && holds(value), {
    error: ({ input }) => {
      if (input === undefined) return 'is missing; give a text';
      return typeof input === 'string' ? message(input) : `${show(input)} is not a text`;
    },
  });
}

/** Redis and Sentinel keep durations as C integers, and refuse or misread what is not positive (redis sentinel.c). */
const LARGEST = 2 ** 31 - 1;

const GIB = 1024 ** 3;

function durationInMultiplesOf(unit: Milliseconds, example: string) {
  return text<DurationText>(
    (value) => {
      const time = parseDuration(value) ?? 0;
      return time > 0 && time <= LARGEST && time % unit === 0;
    },
    (given) => `${show(given)} is not a duration here; write ${example}`,
  );
}

const duration = durationInMultiplesOf(
  milliseconds(1),
  "a whole number from 1 and ms, s, m or h, such as '5s', and no more than 24 days",
);

const wholeSeconds = durationInMultiplesOf(
  milliseconds(1_000),
  "whole seconds, such as '10s', and no more than 24 days",
);

const memory = text<SizeText | ShareText>(
  (value) => parseSize(value) !== undefined || parseShare(value) !== undefined,
  (given) =>
    `${show(given)} is not a size; write a whole number and mb or gb, such as '512mb', or a share of the host's memory from '1%' to '100%'`,
);

const packageName = text<PackageName>(isPackageName, (given) => {
  const known = Object.keys(PACKAGES).join(', ');
  const reason = Object.hasOwn(GONE_PACKAGES, given) ? GONE_PACKAGES[given] : undefined;
  return reason === undefined
    ? `${show(given)} is not a known Redis package; use one of ${known}`
    : `${show(given)} cannot be used: ${reason}; use one of ${known}`;
});

const size = text<SizeName>(
  isSizeName,
  (given) => `${show(given)} is not a known instance type; use one of ${[...SIZES.keys()].join(', ')}`,
);

/**
 * RFC 1123: letters, digits and hyphens, at most 63; lower case because AWS and rc.conf compare by bytes. Not digits
 * alone, because JavaScript moves such keys to the front, and derived addresses follow the order of hosts.
 */
export const DNS_LABEL = /^(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const notALabel = (given: string) =>
  `${show(given)} is not a DNS label; write 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends, not digits alone`;

const label = text<string>((value) => DNS_LABEL.test(value), notALabel);

/**
 * Every name in AWS begins with it. Security groups may not begin with `sg-` (EC2, CreateSecurityGroup), and of the 64
 * characters of a role's name some are for what it is.
 */
const environmentName = text<string>(
  (value) => DNS_LABEL.test(value) && value.length <= 50 && !/^sg(-|$)/.test(value),
  (given) =>
    DNS_LABEL.test(given)
      ? `${show(given)} cannot begin names in AWS; write at most 50 characters, and neither sg nor sg- at the beginning`
      : notALabel(given),
);

const zone = text<string>(
  (value) => /^[a-z]$/.test(value),
  (given) => `${show(given)} is not a zone; write its letter, such as 'a'`,
);

const region = text<string>(
  (value) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(value),
  (given) => `${show(given)} is not a region; write it as AWS does, such as 'eu-central-1'`,
);

const image = text<string>(
  (value) => /^\d{2}\.\d$/.test(value) || /^ami-[0-9a-f]{8,17}$/.test(value),
  (given) =>
    `${show(given)} is not an image; write a FreeBSD release such as '15.1', or an image id such as 'ami-0123456789abcdef0'`,
);

/** S3 user guide, bucket naming rules. */
const bucket = text<string>(
  (value) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value),
  (given) =>
    `${show(given)} is not the name of a bucket; write 3 to 63 lower-case letters, digits, dots and hyphens`,
);

const alarmTopic = text<string>(
  (value) => value === 'own' || /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/.test(value),
  (given) =>
    `${show(given)} is not a topic; write its ARN, such as 'arn:aws:sns:eu-central-1:123456789012:pager', or 'own'`,
);

/** What tags are written with in every service (EC2 user guide, tag restrictions). */
const TAG = /^[\p{L}\p{N} _.:/=+@-]*$/u;

const tagKey = text<string>(
  (value) =>
    TAG.test(value) && value.length >= 1 && value.length <= 128 && !/^(aws:|Name$|vedette:)/i.test(value),
  (given) =>
    `${show(given)} cannot be a tag; write 1 to 128 letters, digits, spaces and _ . : / = + - @, not Name, and neither aws: nor vedette: at the beginning`,
);

const tagValue = text<string>(
  (value) => TAG.test(value) && value.length <= 256,
  (given) =>
    `${show(given)} cannot be the value of a tag; write at most 256 letters, digits, spaces and _ . : / = + - @`,
);

/** A resource has at most 50 tags, and two are vedette's (EC2 user guide, tag restrictions). */
const MOST_TAGS = 48;

const tags = z.record(tagKey, tagValue).check(
  z.refine((value) => Object.keys(value).length <= MOST_TAGS, {
    error: ({ input }) =>
      `${Object.keys(Object(input)).length} tags are more than AWS takes; write at most ${MOST_TAGS}`,
  }),
);

const volume = text<SizeText>(
  (value) => {
    const size = parseSize(value) ?? 0;
    return size > 0 && size % GIB === 0 && size <= 65_536 * GIB;
  },
  (given) => `${show(given)} is not the size of a volume; write whole gigabytes from '1gb' to '65536gb'`,
);

/** Further characters Sentinel reads, and does not read back from what it rewrites (sentinel.conf, sentinel monitor). */
const group = text<string>(
  (value) => /^[A-Za-z0-9._-]+$/.test(value),
  (given) =>
    `${show(given)} is not a name that Sentinel reads back; write letters, digits, dots, dashes and underscores`,
);

const reason = text<string>(
  (value) => value.trim() !== '' && onOneLine(value) === value,
  (given) => `${show(given)} is not a reason; write on one line why this environment may break the rule`,
);

function wholeNumber(least: number, most: number, what: string) {
  const error = ({ input }: { input?: unknown }) =>
    `${show(input)} is not ${what}; write a whole number from ${least} to ${most}`;
  return z.int().check(z.minimum(least, { error }), z.maximum(most, { error }));
}

/** Lower ports are for root alone (FreeBSD ip(4), net.inet.ip.portrange.reservedhigh). */
const port = wholeNumber(1_024, 65_535, 'a port that the user redis may open');

const count = wholeNumber(0, LARGEST, 'a number that Redis takes here');

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const directives = z.record(z.string(), z.union([scalar, z.array(scalar)]));

const host = z.strictObject({
  roles: z.array(z.enum(['primary', 'replica', 'sentinel'])),
  address: z.exactOptional(z.string()),
  zone: z.exactOptional(zone),
  size: z.exactOptional(size),
  priority: z.exactOptional(count),
  volume: z.exactOptional(volume),
});

/** Checks the shape of an environment definition. */
export const definitionSchema: z.ZodMiniType<EnvironmentDefinition> = z.strictObject({
  name: environmentName,
  redis: z.exactOptional(
    z.strictObject({
      package: z.exactOptional(packageName),
      port: z.exactOptional(port),
      maxmemory: z.exactOptional(memory),
      persistence: z.exactOptional(z.enum(['none', 'rdb', 'aof'])),
      minReplicasToWrite: z.exactOptional(count),
      minReplicasMaxLag: z.exactOptional(wholeSeconds),
      directives: z.exactOptional(directives),
    }),
  ),
  sentinel: z.strictObject({
    group: z.exactOptional(group),
    port: z.exactOptional(port),
    quorum: z.int(),
    downAfter: z.exactOptional(duration),
    failoverTimeout: z.exactOptional(duration),
    parallelSyncs: z.exactOptional(z.int()),
    directives: z.exactOptional(directives),
  }),
  network: z.strictObject({
    cidr: z.string(),
    zones: z.exactOptional(z.array(zone)),
    egress: z.exactOptional(z.enum(['public', 'nat'])),
  }),
  hosts: z.record(label, host),
  aws: z.exactOptional(
    z.strictObject({
      region: z.exactOptional(region),
      image: z.exactOptional(image),
      updates: z.exactOptional(z.enum(['first-boot', 'off'])),
      passwordVersion: z.exactOptional(wholeNumber(1, LARGEST, 'a version')),
      alarmTopic: z.exactOptional(alarmTopic),
      tags: z.exactOptional(tags),
      state: z.exactOptional(z.strictObject({ bucket, region: z.exactOptional(region) })),
    }),
  ),
  protected: z.exactOptional(z.boolean()),
  retired: z.exactOptional(z.array(label)),
  waive: z.exactOptional(z.record(z.string(), reason)),
});
