/** Where a text is kept that several machines change: the register, and who changes a group. */

/** What is kept, and how it is told from what others write. */
export interface Kept {
  /** Undefined where nothing was ever written. */
  readonly text: string | undefined;
  /** Opaque; undefined where nothing was ever written. */
  readonly version: string | undefined;
}

/** A place for one text that several machines may change at once: nobody overwrites what he has not read. */
export interface Store {
  /** As messages name it. */
  readonly place: string;
  /** @throws UserError if it cannot be read */
  read(): Promise<Kept>;
  /**
   * Writes a text in the place of the one that was read.
   *
   * @param version of what was read
   * @returns false, and nothing is written, if somebody else has written since
   * @throws UserError if it cannot be written
   */
  replace(version: string | undefined, text: string): Promise<boolean>;
}
