/** What Terraform reads without creating it, and what it holds only while it runs. */
import { createHash, randomInt } from 'node:crypto';
import { ACCOUNT_ID } from '../credentials.ts';
import type { CloudObject } from '../inventory.ts';
import { type Account, ApiError } from './resource-type.ts';
import type { Attribute, SchemaBlock, Type } from './schema.ts';
import {
  type Attributes,
  attributesOf,
  isAttributes,
  isValueList,
  stringOf,
  textsOf,
  toValue,
} from './value.ts';

/** A data source: its attributes, from what the configuration says. */
export interface DataSource {
  readonly sensitive?: readonly string[];
  /** @throws ApiError if there is no such thing */
  read(config: Attributes, account: Account, objects: readonly CloudObject[]): Attributes;
}

/** Every data source that this machine knows. */
export const DATA_SOURCES: Readonly<Record<string, DataSource>> = {
  aws_ssm_parameter: { sensitive: ['value'], read: readParameter },
  aws_caller_identity: {
    read: () => ({
      id: ACCOUNT_ID,
      account_id: ACCOUNT_ID,
      arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/vedette/local`,
      user_id: 'AROALOCAL:local',
    }),
  },
  aws_ebs_volumes: { read: findVolumes },
};

/** The ids of the volumes that every filter takes: one of its values, as EC2 matches them without wildcards. */
function findVolumes(
  { filter }: Attributes,
  { region }: Account,
  objects: readonly CloudObject[],
): Attributes {
  const filters = isValueList(filter) ? filter.filter(isAttributes) : [];
  const ids = objects
    .filter(({ type }) => type === 'aws_ebs_volume')
    .filter(({ attributes }) => filters.every((each) => takes(each, tagsOf(attributes))))
    .map(({ id }) => id);
  return { id: region, ids };
}

function tagsOf(attributes: CloudObject['attributes']): Attributes {
  return attributesOf(toValue(attributes.tags_all)) ?? {};
}

/** @throws ApiError for a filter that this machine does not know */
function takes({ name, values }: Attributes, tags: Attributes): boolean {
  const wanted = textsOf(values);
  if (name === 'tag-key') return wanted.some((key) => Object.hasOwn(tags, key));
  const [, key] = /^tag:(.+)$/.exec(stringOf(name)) ?? [];
  if (key === undefined)
    throw new ApiError('InvalidParameterValue', `the filter ${stringOf(name)} is unknown on this machine`);
  return Object.hasOwn(tags, key) && wanted.includes(stringOf(tags[key]));
}

/** Public parameters of FreeBSD hold the ids of its images. There are no others on this machine. */
function readParameter({ name }: Attributes, { region }: Account): Attributes {
  const path = stringOf(name);
  if (!/^\/aws\/service\/freebsd\/(amd64|arm64)\/base\/(ufs|zfs)\/[\d.]+\/RELEASE$/.test(path))
    throw new ApiError(
      'ParameterNotFound',
      `there is no parameter ${path} on this machine, only images of FreeBSD`,
    );
  const image = `ami-${createHash('sha1').update(`${region} ${path}`).digest('hex').slice(0, 17)}`;
  return {
    id: path,
    arn: `arn:aws:ssm:${region}::parameter${path}`,
    type: 'String',
    value: image,
    insecure_value: image,
    version: 1,
    with_decryption: true,
  };
}

/** An ephemeral resource: a value that is new whenever Terraform runs. */
export interface EphemeralResource {
  readonly block: SchemaBlock;
  open(config: Attributes): Attributes;
}

/** The bindings know no ephemeral resources, so what they take stands here. */
export const EPHEMERAL_RESOURCES: Readonly<Record<string, EphemeralResource>> = {
  aws_secretsmanager_random_password: {
    block: {
      attributes: {
        exclude_characters: argument('string'),
        exclude_lowercase: argument('bool'),
        exclude_numbers: argument('bool'),
        exclude_punctuation: argument('bool'),
        exclude_uppercase: argument('bool'),
        include_space: argument('bool'),
        password_length: argument('number'),
        require_each_included_type: argument('bool'),
        region: { ...argument('string'), computed: true },
        random_password: { ...argument('string'), optional: false, computed: true, sensitive: true },
      },
      blocks: {},
    },
    open: (config) => ({ random_password: randomPassword(config) }),
  },
};

function argument(type: Type): Attribute {
  return { type, required: false, optional: true, computed: false, sensitive: false, writeOnly: false };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Secrets Manager, GetRandomPassword: 32 characters and one of each type unless told otherwise. */
function randomPassword(config: Attributes): string {
  const excluded = new Set(stringOf(config.exclude_characters));
  const kinds = [
    config.exclude_lowercase === true ? '' : LOWER,
    config.exclude_uppercase === true ? '' : LOWER.toUpperCase(),
    config.exclude_numbers === true ? '' : DIGITS,
    config.exclude_punctuation === true ? '' : PUNCTUATION,
    config.include_space === true ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.has(character)))
    .filter((kind) => kind.length > 0);
  const length = typeof config.password_length === 'number' ? config.password_length : 32;
  const any = kinds.flat();
  if (any.length === 0 || length < 1 || length > 4_096)
    throw new ApiError(
      'InvalidParameterException',
      'the password would have no characters, or more than 4096',
    );
  const required = config.require_each_included_type === false ? [] : kinds.slice(0, length);
  const characters = [
    ...required.map(pick),
    ...Array.from({ length: length - required.length }, () => pick(any)),
  ];
  return shuffled(characters).join('');
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffled(characters: readonly string[]): readonly string[] {
  return characters
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((left, right) => left.order - right.order)
    .map(({ character }) => character);
}
