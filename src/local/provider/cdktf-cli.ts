/** The program cdktf, which hands a stack to Terraform. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** cdktf-cli 0.21 has no terminal library for newer Node versions (hashicorp/terraform-cdk#3856). */
const LAST_NODE_OF_CDKTF = 22;

/** Whether it starts on this Node. */
export function cdktfStarts(): boolean {
  return Number(process.versions.node.split('.')[0]) <= LAST_NODE_OF_CDKTF;
}

/** The version of the one that this folder's packages have, or vedette's own; undefined if there is none. */
export function findCdktfVersion(): string | undefined {
  return [join(process.cwd(), 'package.json'), import.meta.url]
    .map(versionFrom)
    .find((one) => one !== undefined);
}

function versionFrom(place: string): string | undefined {
  try {
    const { version }: { readonly version?: string } = createRequire(place)('cdktf-cli/package.json');
    return version;
  } catch {
    return undefined;
  }
}
