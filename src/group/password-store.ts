/** Where the password of a group is kept for hosts that boot and for clients. */

/** The values of a secret by the labels of Secrets Manager. */
export interface StoredValues {
  /** What hosts read that boot: AWSCURRENT. */
  readonly current: string;
  /** What that was before: AWSPREVIOUS; undefined if it never was another one. */
  readonly previous: string | undefined;
  /** What is to be the next one: AWSPENDING. It stays after it has become the present one; undefined if there never was one. */
  readonly pending: string | undefined;
}

/** A secret that can be changed. Each throws a UserError where the store cannot be asked, or refuses. */
export interface PasswordStore {
  read(): Promise<StoredValues>;
  /** Lays a value beside the present one, as the next one. Nobody reads it but who asks for that. */
  propose(value: string): Promise<void>;
  /** Makes a value the present one, and that the one before it. */
  promote(value: string): Promise<void>;
}
