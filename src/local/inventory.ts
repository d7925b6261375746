/** Something that exists in the account beside hosts: a subnet, a role, a volume. */
export interface CloudObject {
  /** What Terraform calls it, for example `aws_subnet`. */
  readonly type: string;
  /** Its id, unique among those of its type. */
  readonly id: string;
  /** Its attributes, named as in Terraform. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The process that is still creating it; undefined once it is complete. */
  readonly maker?: { readonly pid: number; readonly startTime: string | undefined };
}

/** Names an object. */
export type ObjectKey = Pick<CloudObject, 'type' | 'id'>;

/** What the account holds, and how often it has changed so far. What is known of that revision is not told again. */
export interface Listing {
  readonly revision: number;
  /** Undefined for who knows this revision. */
  readonly objects?: readonly CloudObject[];
}

/** What the account holds. It lives as long as the cloud. */
export class Inventory {
  readonly #objects = new Map<string, CloudObject>();
  #revision = 0;

  /** Adds an object or replaces the one of its key. */
  put(object: CloudObject): void {
    this.#objects.set(keyOf(object), object);
    this.#revision += 1;
  }

  remove(key: ObjectKey): void {
    this.#objects.delete(keyOf(key));
    this.#revision += 1;
  }

  /** Every object in the order of creation. */
  list(): readonly CloudObject[] {
    return [...this.#objects.values()];
  }

  /** Every object, unless they are those of a revision that is known. */
  listing(known: number | null): Listing {
    const revision = this.#revision;
    return known === revision ? { revision } : { revision, objects: this.list() };
  }

  find(type: string, id: string): CloudObject | undefined {
    return this.#objects.get(keyOf({ type, id }));
  }
}

function keyOf({ type, id }: ObjectKey): string {
  return `${type} ${id}`;
}
