/** Where the register of a project is. */
import { folderStore } from './folder-store.ts';
import { openSettings, type Settings } from './settings.ts';
import type { Store } from './store.ts';

/** Beside Terraform's state, of the working directory as that is. */
const FOLDER = '.vedette/environments';

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
