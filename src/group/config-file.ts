/** The configuration file of a program on a host, wherever its engine has it. */
import type { DocumentKind } from '../redis/document.ts';
import { configFiles } from '../render/freebsd.ts';
import type { Reach } from './reach.ts';

/** A file that was read. */
export interface ConfigFile {
  readonly file: string;
  readonly text: string;
}

/**
 * The file of a program. While a group goes from one engine to the other, its hosts have it in two places.
 *
 * @returns undefined where the host has none
 * @throws UserError if the host cannot be reached
 */
export async function readConfigFile(
  reach: Pick<Reach, 'read'>,
  host: string,
  kind: DocumentKind,
): Promise<ConfigFile | undefined> {
  for (const file of configFiles(kind)) {
    const text = await reach.read(host, file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}
