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

/** What the account holds. It lives as long as the cloud. */
export class Inventory {
  readonly #objects = new Map<string, CloudObject>();

  /** Adds an object or replaces the one of its key. */
  put(object: CloudObject): void {
    this.#objects.set(keyOf(object), object);
  }

  remove(key: ObjectKey): void {
    this.#objects.delete(keyOf(key));
  }

  /** Every object in the order of creation. */
  list(): readonly CloudObject[] {
    return [...this.#objects.values()];
  }

  find(type: string, id: string): CloudObject | undefined {
    return this.#objects.get(keyOf({ type, id }));
  }
}

function keyOf({ type, id }: ObjectKey): string {
  return `${type} ${id}`;
}
