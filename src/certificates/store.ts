/** Where keys and certificates are kept. */
import { NO_PRIVATE_CA, type PrivateCa } from './private-ca.ts';

/** A secret store. Each throws a UserError where it cannot be asked, or refuses. */
export interface CertificateStore {
  /** The text of a secret; undefined if it has none yet. */
  read(name: string): Promise<string | undefined>;
  /** Gives a secret its text, in place of the one before. */
  write(name: string, text: string): Promise<void>;
  /** Who signs beside it, where a definition says so. */
  readonly privateCa: PrivateCa;
}

/**
 * A store in memory.
 *
 * @param texts what it has, by the names of secrets; it is written to
 * @param privateCa beside it. @default none
 */
export function memoryStore(texts: Map<string, string>, privateCa = NO_PRIVATE_CA): CertificateStore {
  return {
    read: async (name) => texts.get(name),
    write: async (name, text) => {
      texts.set(name, text);
    },
    privateCa,
  };
}
