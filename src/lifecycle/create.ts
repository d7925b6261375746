/** Creating an environment of another one: it is written down, and nothing of it is in AWS yet. */
import { existsSync } from 'node:fs';
import type { Estimate } from '../aws/prices/estimate.ts';
import { onOneLine, show, UserError } from '../base/errors.ts';
import { formatTime } from '../base/times.ts';
import type { Milliseconds } from '../base/units.ts';
import { isPath, possibleFiles } from '../definition/project.ts';
import { isTagValue } from '../definition/shapes.ts';
import { environmentOf, openSource, recordNamed } from '../register/created.ts';
import { readOwnValue } from '../register/derive.ts';
import type { CreatedEnvironment, EndedEnvironment, RecordedCost } from '../register/record.ts';
import { changeRegistered, type Register, readRegister } from '../register/register.ts';
import { nameSetting, type Settings } from '../register/settings.ts';
import type { Store } from '../register/store.ts';
import { formatFinding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';
import { type AddressBlock, formatBlock, parseBlock } from '../topology/ipv4.ts';
import type { Actor } from './actor.ts';
import { freeBlock } from './allocate.ts';
import { refuseCost, refuseTotalCost } from './cost/budget.ts';
import { estimateOf } from './cost/estimated.ts';
import { recordedCost } from './cost/recorded.ts';
import { stateText, toldBy } from './deployed.ts';
import { refuseLargeSize, refuseLongLife } from './limits.ts';
import { checkName } from './name.ts';
import { parseTime } from './times.ts';

/** What somebody wants. */
export interface Wish {
  readonly name: string;
  /** The name of an environment in `stacks/`. */
  readonly from: string;
  /** How long it is to live. @default what the settings say */
  readonly ttl?: Milliseconds | undefined;
  /** Whose it is to be. @default that of the user */
  readonly owner?: string | undefined;
  /** In what it is to differ, each as `path=value`. */
  readonly set: readonly string[];
  /** When somebody asked for it, in milliseconds; a run that is late may have been overtaken. @default nobody knows */
  readonly askedAt?: number | undefined;
}

/** Where it is created. */
export interface Ground {
  readonly settings: Settings;
  readonly store: Store;
  readonly actor: Actor;
  /** The environments that a person wrote. */
  readonly written: readonly Environment[];
}

/** One that may be created. */
interface Draft {
  readonly created: CreatedEnvironment;
  readonly environment: Environment;
}

/** One that was created. */
export interface Creation extends Draft {
  readonly estimate: Estimate;
}

/**
 * Creates an environment.
 *
 * @throws UserError if its name is taken or none, the settings or a rule refuse it, or no block is free; then nothing
 *   is written down
 */
export async function createEnvironment(wish: Wish, ground: Ground): Promise<Creation> {
  const name = checkName(wish.name);
  refuseWritten(name, ground.written);
  for (const one of wish.set) readOwnValue(one);
  refuseFuture(wish, ground.actor.now);
  const source = await openSource(sourceName(wish.from));
  const draft = draftOf(await readRegister(ground.store), wish, ground, source);
  await refuseOccupied(draft.created);
  const estimate = await estimateOf(draft.environment);
  const cost = recordedCost(estimate, draft.created.created);
  refuseCost(name, cost, ground.settings);
  const { environments } = await changeRegistered(ground.store, (before) => {
    refuseLate(before.ended, wish);
    return { ...before, environments: withNew(before.environments, wish, ground, source, cost) };
  });
  const created = recordNamed(environments, name);
  return { created, environment: environmentOf(created, source), estimate };
}

/** The register with one more, which was judged. */
function withNew(
  register: Register,
  wish: Wish,
  ground: Ground,
  source: Environment,
  cost: RecordedCost,
): Register {
  const { created } = draftOf(register, wish, ground, source);
  const all = [...register, { ...created, cost }];
  refuseTotalCost(wish.name, all, ground.settings);
  return all;
}

/** What it would be. To know what that costs takes a while, in which others may take its name or its block. */
function draftOf(register: Register, wish: Wish, ground: Ground, source: Environment): Draft {
  refuseTaken(register, wish.name);
  const created = newRecord(wish, ground, source, blockFor(source, register, ground));
  const environment = environmentOf(created, source);
  refuseLargeSize(environment, ground.settings);
  refuseBroken(environment, ground.actor.now);
  return { created, environment };
}

function newRecord(
  { name, ttl, owner, set }: Wish,
  { settings, actor }: Ground,
  source: Environment,
  block: AddressBlock,
): CreatedEnvironment {
  const life = ttl ?? settings.ttl;
  refuseLongLife(name, life, settings);
  const state = source.aws.state ?? settings.state;
  return {
    name,
    from: source.name,
    cidr: formatBlock(block),
    maxMemory: settings.maxMemory,
    set,
    ...(state === undefined ? {} : { state }),
    owner: checkOwner(owner ?? actor.user),
    created: formatTime(actor.now.getTime()),
    expires: formatTime(actor.now.getTime() + life),
    ...(actor.commit === undefined ? {} : { commit: actor.commit }),
    by: actor.name,
    extensions: [],
  };
}

/** Machines that share a register share no paths. */
function sourceName(from: string): string {
  if (!isPath(from)) return from;
  throw new UserError(`--from ${onOneLine(from)} is a path; give the name of an environment in stacks/`);
}

function refuseWritten(name: string, written: readonly Environment[]): void {
  const twin = written.find((one) => one.name === name);
  const file = twin?.file ?? possibleFiles(name).find((path) => existsSync(path));
  if (file !== undefined) throw new UserError(`${name} is the environment of ${file}; give another name`);
}

function refuseTaken(register: Register, name: string): void {
  const taken = register.find((one) => one.name === name);
  if (taken === undefined) return;
  const { from, by, owner, created, expires } = taken;
  throw new UserError(
    `${name} is there already: ${by} created it of ${from} for ${owner} at ${created}, until ${expires}; give another name`,
  );
}

/**
 * What was deployed under this name, by a file that is gone from `stacks/` or on another branch, would be taken for its own.
 * Who only tries how an environment would be has no account, and so no bucket that could be asked.
 */
async function refuseOccupied(created: CreatedEnvironment): Promise<void> {
  const { name } = created;
  const deployed = toldBy(await stateText(created).catch(() => undefined));
  if ('unknown' in deployed)
    throw new UserError(
      `${name}: ${deployed.unknown}, so it may be of another environment; give another name`,
    );
  if (deployed.resources === 0) return;
  throw new UserError(
    `${name}: the state of this name has ${deployed.resources} resources of an environment that is not in the list; give another name, or end that with vedette destroy ${name}`,
  );
}

/** Clocks of two machines differ by less, in milliseconds. */
const SKEW = 3_600_000;

/** What was asked for in days to come has ended never: the look at what has ended would say nothing. */
function refuseFuture({ name, askedAt = 0 }: Wish, now: Date): void {
  if (askedAt <= now.getTime() + SKEW) return;
  throw new UserError(
    `${name} cannot have been asked for at ${formatTime(askedAt)}, which is to come; give --asked-at the time when it was, such as ${formatTime(now.getTime())}`,
  );
}

/** A run may wait for hours, and what it was to create may have been created and ended in between. */
function refuseLate(all: readonly EndedEnvironment[], { name, askedAt }: Wish): void {
  if (askedAt === undefined) return;
  const late = all.find((one) => one.name === name && parseTime(one.ended) >= askedAt);
  if (late === undefined) return;
  throw new UserError(
    `${name} was asked for at ${formatTime(askedAt)} and ended by ${late.by} at ${late.ended}, so it is not created anew; ask again if it is wanted still`,
  );
}

/** `pr/`, as a variable without a value leaves it, means in a list that there may be none: nobody could ever be gone. */
function checkOwner(owner: string): string {
  if (owner.startsWith('/') || owner.endsWith('/'))
    throw new UserError(
      `--owner ${show(owner)} names nobody; write what is before and after the slash, such as pr/42`,
    );
  if (owner !== '' && isTagValue(owner)) return owner;
  throw new UserError(
    `--owner ${show(owner)} cannot be a tag; write 1 to 256 letters, digits, spaces and _ . : / = + - @, such as pr/42`,
  );
}

function blockFor(source: Environment, register: Register, { settings, written }: Ground): AddressBlock {
  const block = parseBlock(source.network.cidr);
  if (block === undefined) throw new RangeError(`${source.network.cidr} of a resolved network is no block`);
  const taken = [...written.map(({ network }) => network.cidr), ...register.map(({ cidr }) => cidr)];
  const free = freeBlock(
    settings.blocks,
    block.prefix,
    taken.flatMap((cidr) => parseBlock(cidr) ?? []),
  );
  if (free !== undefined) return free;
  const blocks = nameSetting(settings, 'environments.blocks', settings.blocks.map(formatBlock).join(', '));
  throw new UserError(
    `${blocks} has no /${block.prefix} left for a network like that of ${source.name}; give more, or end an environment`,
  );
}

/** What a rule forbids gets no hosts, so it is not worth a name. */
function refuseBroken(environment: Environment, today: Date): void {
  const errors = validate(environment, today).filter(
    ({ severity, waived }) => severity === 'error' && waived === undefined,
  );
  if (errors.length > 0) throw new UserError(errors.map(formatFinding).join('\n'));
}
