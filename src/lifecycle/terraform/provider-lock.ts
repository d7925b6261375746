/** Which providers a project has, with their digests: without them Terraform fetches again what its cache has (1.4, upgrade notes). */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, replaceFile, textIfThere } from '../../base/files.ts';

/** Of the working directory, for all stacks: they ask for the same providers. */
const KEPT = '.vedette/providers.lock.hcl';

const LOCK = '.terraform.lock.hcl';

/** Lays it beside a stack. A lock that does not fit is completed by Terraform. */
export function takeProviderLock(stack: string): void {
  if (existsSync(KEPT)) copyFileSync(KEPT, join(stack, LOCK));
}

/** Keeps what Terraform made of it. */
export function keepProviderLock(stack: string): void {
  const made = textIfThere(join(stack, LOCK));
  if (made === undefined || made === textIfThere(KEPT)) return;
  makeFolder('.vedette');
  replaceFile(KEPT, made, 0o644);
}
