/** Definitions as they are now and as they were: one that cannot be read stops no other. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageOf, UserError } from '../../base/errors.ts';
import { loadDefinition } from '../../definition/load.ts';
import { environmentOf, possibleFiles } from '../../definition/project.ts';
import { type Opened, type Opening, openEach, type Unopened, withoutTwins } from '../../register/open.ts';
import { openDemands } from '../../register/settings.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';
import type { Unreadable } from '../compare.ts';
import { type Snapshot, snapshotOf } from '../snapshot.ts';
import type { Revision } from './history.ts';

/** A definition that cannot be read, and what to look into for what it may be. */
export interface UnreadableFile extends Unreadable {
  /** The name in stacks/ or the path of its file. */
  readonly given: string;
  /** True where the name is that of the environment, false where it is only that of the file. */
  readonly isNamed: boolean;
}

/** A definition, or why it cannot be read. */
export type OpenedSide = Snapshot | UnreadableFile;

/** Opens definitions as they are now. */
export async function openNow(namesOrPaths: readonly string[]): Promise<readonly OpenedSide[]> {
  const opened = await openEach(namesOrPaths);
  return sidesOf(opened, undefined, ({ thrown }) => messageOf(thrown).replaceAll('\n', '; '));
}

/**
 * Opens definitions as they were. Today's vedette, with today's settings, decides what an old one leaves open, so that both sides are told in the
 * same terms, and nothing of the old code has to be installed. What a definition imports, it imports as it was then.
 *
 * @param paths the files, from the root of the repository; those that were not there are left out
 */
export async function openThen(
  paths: readonly string[],
  ref: string,
  { folder }: Revision,
): Promise<readonly OpenedSide[]> {
  const there = paths.filter((path) => existsSync(join(folder, path)));
  const openings = await Promise.all(there.map((path) => openingThen(join(folder, path), `${ref}:${path}`)));
  return sidesOf(withoutTwins(openings), ref, ({ given, thrown }) => {
    const [reason = ''] = messageOf(thrown).split('\n');
    const label = `${ref}:${relative(folder, given)}`;
    const told = reason.replaceAll(`${relative('.', folder)}/`, '');
    return `${label}: today's vedette does not read this definition (${told})`;
  });
}

async function openingThen(given: string, label: string): Promise<Opening> {
  try {
    const { definition } = await loadDefinition(given);
    return { given, environment: resolveEnvironment(definition, label, undefined, await openDemands()) };
  } catch (thrown) {
    return { given, thrown };
  }
}

function sidesOf(
  { environments, unopened }: Opened,
  ref: string | undefined,
  reasonOf: (unopened: Unopened) => string,
): readonly OpenedSide[] {
  const fault = unopened.find(({ thrown }) => !(thrown instanceof UserError));
  if (fault !== undefined) throw fault.thrown;
  return [
    ...environments.map((one) => snapshotOf(one, ref === undefined ? undefined : `${ref}:${one.name}`)),
    ...unopened.map((one) => ({
      name: one.name ?? environmentOf(one.given),
      isNamed: one.name !== undefined,
      given: one.given,
      unreadable: reasonOf(one),
    })),
  ];
}

/** True for what cannot be read and has the name of an environment, or has it somewhere in it: it may be that one. */
export function mayBe(side: OpenedSide, name: string): side is UnreadableFile {
  if (!('unreadable' in side)) return false;
  if (side.isNamed || side.name === name) return side.name === name;
  return possibleFiles(side.given).some(
    (file) => existsSync(file) && readFileSync(file, 'utf8').includes(name),
  );
}
