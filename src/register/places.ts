/** Where the register of a project is. */
import { folderStore } from './folder-store.ts';
import { openSettings, type Settings } from './settings.ts';
import { folderShelf, type Shelf } from './shelf.ts';
import type { Store } from './store.ts';

/** Beside Terraform's state, of the working directory as that is. */
const FOLDER = '.vedette/environments';

/** Where the definitions are that environments were deployed with. */
const DEFINITIONS = '.vedette/definitions';

/** The register of the project in the present folder. */
export async function openRegister(settings?: Settings): Promise<Store> {
  return storeOf(settings ?? (await openSettings()));
}

/** The bucket of the settings, or a folder where there is none. */
async function storeOf({ state }: Settings): Promise<Store> {
  if (state === undefined) return folderStore(FOLDER);
  const { bucketStore } = await import('./bucket-store.ts');
  return bucketStore(state);
}

/** Where the project in the present folder keeps the definitions that its environments were deployed with. */
export async function openDefinitions(settings?: Settings): Promise<Shelf> {
  const { state } = settings ?? (await openSettings());
  if (state === undefined) return folderShelf(DEFINITIONS);
  const { bucketShelf } = await import('./bucket-shelf.ts');
  return bucketShelf(state, 'definition');
}
