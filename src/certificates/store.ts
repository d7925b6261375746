/** Where keys and certificates are kept. */

/** A secret store. Each throws a UserError where it cannot be asked, or refuses. */
export interface CertificateStore {
  /** The text of a secret; undefined if it has none yet. */
  read(name: string): Promise<string | undefined>;
  /** Gives a secret its text, in place of the one before. */
  write(name: string, text: string): Promise<void>;
}
