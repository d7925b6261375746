/** From an environment that a person wrote to one that is created of it. */
import { onOneLine, show, UserError } from '../base/errors.ts';
import { bytes } from '../base/units.ts';
import type { AwsDefinition, EnvironmentDefinition } from '../definition/environment.ts';
import { type FieldValue, readFieldValue, withFieldValue } from '../definition/field-value.ts';
import { parseBlock } from '../topology/ipv4.ts';
import { COMMIT_TAG, CREATED_TAG, EXPIRES_TAG, OWNER_TAG } from '../topology/tags.ts';
import { cappedAt } from './capped.ts';
import { movedTo } from './moved.ts';
import type { CreatedEnvironment } from './record.ts';

/** What nobody gives a created environment, beside what every environment has its own of, and why. */
const NEVER: Readonly<Record<string, string>> = {
  protected: 'a created environment ends when its time is over, so it is never protected',
  retired: 'a created environment guards no volumes',
  'aws.restore': 'a created environment has none of the data of others',
  'aws.backups': 'snapshots would outlive a created environment, whose data nobody keeps',
  'aws.state': 'its source, or the settings of the project, say where its state is',
};

/**
 * Derives a definition. What the source changes, this one has from then on.
 *
 * @param source a definition that holds
 * @throws UserError if the network of the source has another size by now, or what is to differ cannot
 */
export function deriveDefinition(
  source: EnvironmentDefinition,
  created: CreatedEnvironment,
): EnvironmentDefinition {
  const moved = movedTo(blockFor(source, created), shortLived(source, created));
  const capped = cappedAt(bytes(created.maxMemory), moved);
  const changed = created.set.map(readOwnValue).reduce(withFieldValue, capped);
  const { aws } = changed;
  return { ...changed, aws: { ...aws, tags: { ...aws?.tags, ...tagsOf(created) } } };
}

/**
 * Reads `path=value` of a created environment.
 *
 * @throws UserError if there is no such field, or it is not for a created environment
 */
export function readOwnValue(written: string): FieldValue {
  const value = readFieldValue(written);
  const name = value.path.join('.');
  const why =
    whyNever(name) ?? (value.field.individual === true ? 'every environment has its own' : undefined);
  if (why !== undefined) throw new UserError(`--set: ${name}: ${why}; leave it out`);
  if (onOneLine(written) !== written)
    throw new UserError(
      `--set: ${onOneLine(name)}: ${show(value.text)} holds what is not shown; leave that out`,
    );
  return value;
}

function whyNever(name: string): string | undefined {
  return Object.entries(NEVER).find(([never]) => name === never || name.startsWith(`${never}.`))?.[1];
}

/** Everything that guards, keeps or wakes somebody stays with the source. */
function shortLived(
  source: EnvironmentDefinition,
  { name, state }: CreatedEnvironment,
): EnvironmentDefinition {
  const { protected: _protected, retired: _retired, aws, ...rest } = source;
  const own = { ...(aws === undefined ? {} : unguarded(aws)), ...(state === undefined ? {} : { state }) };
  return { ...rest, name, aws: own };
}

function unguarded(aws: AwsDefinition): AwsDefinition {
  const {
    alarmTopic: _alarmTopic,
    backups: _backups,
    passwordVersion: _passwordVersion,
    restore: _restore,
    state: _state,
    ...rest
  } = aws;
  return rest;
}

function blockFor({ name, network }: EnvironmentDefinition, created: CreatedEnvironment) {
  const [own, theirs] = [parseBlock(created.cidr), parseBlock(network.cidr)];
  if (own !== undefined && own.prefix === theirs?.prefix) return own;
  throw new UserError(
    `${created.name}: its block ${created.cidr} is not as large as ${network.cidr}, which ${name} has by now; end it, and create it anew`,
  );
}

/** Every resource of the stack has them. */
function tagsOf({ owner, created, expires, commit }: CreatedEnvironment): Readonly<Record<string, string>> {
  return {
    [OWNER_TAG]: owner,
    [CREATED_TAG]: created,
    [EXPIRES_TAG]: expires,
    ...(commit === undefined ? {} : { [COMMIT_TAG]: commit }),
  };
}
