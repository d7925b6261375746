/**
 * The definition that an environment was last deployed with, or created with, beside the register: it takes a definition to
 * destroy an environment, and by then its file, its branch or its commit may be gone.
 */
import * as z from 'zod/mini';
import { onOneLine, UserError } from '../base/errors.ts';
import { checkShape } from '../definition/check.ts';
import type { EnvironmentDefinition } from '../definition/environment.ts';
import { definitionSchema } from '../definition/fields.ts';
import type { Environment } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';
import { OWN_TAGS } from '../topology/tags.ts';
import { parseKept } from './kept-text.ts';
import { line, time } from './record.ts';
import type { Shelf } from './shelf.ts';

/** When a definition was kept, and from which commit it came. */
export interface Keeping {
  /** In ISO 8601, in UTC and whole seconds. */
  readonly at: string;
  /** Absent where there was no repository. */
  readonly commit?: string;
  /** The state that its last deployment left; absent where none came to its end. */
  readonly state?: DeployedState;
}

/** A state of Terraform: which one, and how old. */
export interface DeployedState {
  /** The same for as long as it is one state. */
  readonly lineage: string;
  /** Rises with every change. */
  readonly serial: number;
}

/** An environment as it was kept. */
export interface KeptEnvironment extends Keeping {
  readonly environment: Environment;
}

/** The version of the form; it rises when a field changes its meaning or goes. */
const FORMAT_VERSION = 1;

const document: z.ZodMiniType<Keeping & Written> = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  at: time,
  commit: z.exactOptional(line),
  state: z.exactOptional(z.strictObject({ lineage: line, serial: z.int() })),
  createdFrom: z.exactOptional(line),
  tags: z.record(line, line),
  definition: definitionSchema,
});

/** An environment as it is written. */
interface Written {
  readonly createdFrom?: string;
  /** Those that no definition gives itself: of one that was created, whose it is and until when. */
  readonly tags: Readonly<Record<string, string>>;
  readonly definition: EnvironmentDefinition;
}

/**
 * Keeps the definition of an environment, in the place of an earlier one. It holds no secret, as no definition does.
 *
 * @throws UserError if the place cannot be written
 */
export async function keepDefinition(
  shelf: Shelf,
  environment: Environment,
  keeping: Keeping,
): Promise<void> {
  const kept = { formatVersion: FORMAT_VERSION, ...keeping, ...written(environment) };
  await shelf.write(environment.name, `${JSON.stringify(kept, undefined, 2)}\n`);
}

function written({ createdFrom, definition }: Environment): Written {
  const { aws, ...rest } = definition;
  const isOwn = ([tag]: readonly [string, string]): boolean => tag.startsWith(OWN_TAGS);
  const tags = Object.entries(aws?.tags ?? {});
  const given = Object.fromEntries(tags.filter((tag) => !isOwn(tag)));
  return {
    ...(createdFrom === undefined ? {} : { createdFrom }),
    tags: Object.fromEntries(tags.filter(isOwn)),
    definition: aws?.tags === undefined ? definition : { ...rest, aws: { ...aws, tags: given } },
  };
}

function read({ createdFrom, definition, tags }: Written, place: string): Environment {
  const { aws } = definition;
  const whole = { ...definition, aws: { ...aws, tags: { ...aws?.tags, ...tags } } };
  return resolveEnvironment(Object.keys(tags).length === 0 ? definition : whole, place, createdFrom);
}

/**
 * An environment as it was kept; undefined if none of the name was.
 *
 * @throws UserError if the place cannot be read, or what stands there is of no form that this vedette knows
 */
export async function keptEnvironment(shelf: Shelf, name: string): Promise<KeptEnvironment | undefined> {
  const text = await shelf.read(name);
  if (text === undefined) return undefined;
  const place = shelf.placeOf(name);
  const { at, commit, state, ...kept } = checkShape(document, parseKept(text, place, FORMAT_VERSION), place);
  const { name: theirs } = kept.definition;
  if (theirs !== name)
    throw new UserError(
      `${place}: it is the definition of ${onOneLine(theirs)}; put back an earlier version of it`,
    );
  return {
    environment: read(kept, place),
    at,
    ...(commit === undefined ? {} : { commit }),
    ...(state === undefined ? {} : { state }),
  };
}
