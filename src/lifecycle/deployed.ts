/** What there is of a created environment, as far as Terraform's state tells. */
import * as z from 'zod/mini';
import { stateFile, stateKey } from '../aws/state-place.ts';
import { messageOf } from '../base/errors.ts';
import { textIfThere } from '../base/files.ts';
import type { StateOwner } from './locks/lock.ts';
import { jsonIn } from './locks/lock-info.ts';

/** How many resources there are, or why nobody knows. */
export type Deployed = { readonly resources: number } | { readonly unknown: string };

/** As far as it is read (Terraform, state, format 4). Data sources are no resources of the environment. */
const state = z.object({
  version: z.literal(4),
  resources: z.array(z.object({ mode: z.string(), instances: z.array(z.unknown()) })),
});

/** Looks into the state of an environment. */
export async function lookUp(owner: StateOwner): Promise<Deployed> {
  try {
    return toldBy(await stateText(owner));
  } catch (error) {
    return { unknown: messageOf(error) };
  }
}

/**
 * What a state tells.
 *
 * @param text undefined for one that is not there; empty where Terraform has made the file, and never wrote into it
 */
export function toldBy(text = ''): Deployed {
  if (text.trim() === '') return { resources: 0 };
  const read = z.safeParse(state, jsonIn(text));
  if (!read.success) return { unknown: 'its state has a form that vedette does not know' };
  const managed = read.data.resources.filter(({ mode }) => mode === 'managed');
  return { resources: managed.reduce((sum, { instances }) => sum + instances.length, 0) };
}

/**
 * True where Terraform has a state of an environment, be it an empty one.
 *
 * @throws UserError if the bucket cannot be read
 */
export async function hasState(owner: StateOwner): Promise<boolean> {
  return (await stateText(owner)) !== undefined;
}

/**
 * The state of an environment as Terraform keeps it; undefined where there is none.
 *
 * @throws UserError if the bucket cannot be read
 */
export async function stateText({ name, state: bucket }: StateOwner): Promise<string | undefined> {
  if (bucket === undefined) return textIfThere(stateFile(name));
  const { getObject } = await import('../register/object.ts');
  return (await getObject({ ...bucket, key: stateKey(name) }))?.text;
}
