/** What a roll-out is rehearsed from: a git revision of the same definition, or another definition of the same environment. */
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { UsageError, UserError } from '../base/errors.ts';
import { possibleFiles } from '../definition/project.ts';
import { openSince } from '../diff/source/since.ts';
import type { Engines } from '../local/engine.ts';
import { titleOf } from '../redis/catalogue/index.ts';
import { openEnvironment } from '../register/open.ts';
import { rollOutTo } from '../rehearsal/change/roll-out-to.ts';
import type { Choice } from '../rehearsal/choose.ts';
import type { Drill } from '../rehearsal/drill.ts';
import type { Environment } from '../topology/environment.ts';

/** What else was asked for. */
interface Asked {
  /** The environment as it was given. */
  readonly given: string;
  readonly choice: Choice;
}

/**
 * What hosts run before the roll-out, and the roll-out as the only drill.
 *
 * @param from a file or a name in stacks/, else a git revision
 * @throws UsageError if drills are chosen too, it is another environment, there is nothing to roll out, or it is an upgrade
 *   without an engine
 * @throws UserError if it cannot be read
 */
export async function rollOutFrom(
  from: string,
  environment: Environment,
  { given, choice: { names = [], isAll, shard, engines = {} } }: Asked,
): Promise<readonly [before: Environment, drills: readonly Drill[]]> {
  if (names.length > 0 || isAll === true || shard !== undefined)
    throw new UsageError(
      '--rollout-from rehearses the roll-out alone; leave out names of drills, --all and --shard',
    );
  const before = await openFrom(given, environment, from);
  refuseOneEngine(before, environment, engines);
  return [before, [rollOutTo(environment, from)]];
}

async function openFrom(env: string, environment: Environment, from: string): Promise<Environment> {
  const before = possibleFiles(from).some((file) => existsSync(file))
    ? await openEnvironment(from)
    : await atRevision(env, environment, from);
  if (before.name !== environment.name)
    throw new UsageError(
      `--rollout-from ${from} is the environment ${before.name}, and no roll-out makes ${environment.name} of it; give a definition of the same name`,
    );
  if (isDeepStrictEqual(before.definition, environment.definition))
    throw new UsageError(
      `--rollout-from ${from}: ${environment.name} is the same there, and there is nothing to roll out; give a revision before the change`,
    );
  return before;
}

/** An upgrade that is rehearsed on one engine would hold whatever the other one does. */
function refuseOneEngine(before: Environment, after: Environment, engines: Engines): void {
  const { package: name, version } = after.redis;
  if (before.redis.version === version || engines[name] !== undefined) return;
  throw new UsageError(
    `--rollout-from: ${titleOf(before.redis.version)} becomes ${titleOf(version)}, and hosts would run one engine for both here; give the new one with --engine-of ${name}=PATH`,
  );
}

async function atRevision(env: string, { name }: Environment, ref: string): Promise<Environment> {
  const { pairs } = await openSince(env, ref);
  for (const pair of pairs) {
    if ('unreadable' in pair) throw new UserError(pair.unreadable);
    if (pair.before?.name === name && pair.before.environment !== undefined) return pair.before.environment;
  }
  throw new UsageError(`--rollout-from ${ref}: there is no ${name} there; give a revision that has it`);
}
