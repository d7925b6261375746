/** Definitions as they are now and as they were: one that cannot be read stops no other. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageOf, UserError } from '../../base/errors.ts';
import { loadDefinition } from '../../definition/load.ts';
import { environmentOf } from '../../definition/project.ts';
import { openEnvironment } from '../../topology/open.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';
import type { Unreadable } from '../compare.ts';
import { type Snapshot, snapshotOf } from '../snapshot.ts';
import type { Revision } from './history.ts';

/** A definition, or why it cannot be read; then the name is that of its file. */
export type OpenedSide = Snapshot | Unreadable;

/** Opens a definition as it is now. */
export async function openNow(nameOrPath: string): Promise<OpenedSide> {
  try {
    return snapshotOf(await openEnvironment(nameOrPath));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name: environmentOf(nameOrPath), unreadable: messageOf(error).replaceAll('\n', '; ') };
  }
}

/**
 * Today's vedette decides what the old definition leaves open, so that both sides are told in the same terms, and
 * nothing of the old code has to be installed. What a definition imports, it imports as it was then.
 *
 * @param path the file, from the root of the repository
 */
export async function openThen(
  path: string,
  ref: string,
  { folder }: Revision,
): Promise<OpenedSide | undefined> {
  const file = join(folder, path);
  if (!existsSync(file)) return undefined;
  const label = `${ref}:${path}`;
  try {
    const { definition } = await loadDefinition(file);
    const environment = resolveEnvironment(definition, label);
    return snapshotOf(environment, `${ref}:${environment.name}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = firstLine(error).replaceAll(`${relative('.', folder)}/`, '');
    return {
      name: environmentOf(path),
      unreadable: `${label}: today's vedette does not read this definition (${reason})`,
    };
  }
}

function firstLine(error: UserError): string {
  return messageOf(error).split('\n')[0] ?? '';
}
