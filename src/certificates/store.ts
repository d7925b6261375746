/** Where keys and certificates are kept. */

/** A secret store. Each throws a UserError where it cannot be asked, or refuses. */
export interface CertificateStore {
  /** The text of a secret; undefined if it has none yet. */
  read(name: string): Promise<string | undefined>;
  /** Gives a secret its text, in place of the one before. */
  write(name: string, text: string): Promise<void>;
}

/** A store in memory. @param texts what it has, by the names of secrets; it is written to */
export function memoryStore(texts: Map<string, string>): CertificateStore {
  return {
    read: async (name) => texts.get(name),
    write: async (name, text) => {
      texts.set(name, text);
    },
  };
}
