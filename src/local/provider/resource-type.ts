/**
 * What is known about a type of resource beyond its schema and the effects of its arguments: what AWS decides, what it
 * refuses, and what happens.
 */
import { randomBytes } from 'node:crypto';
import type { LocalCloud } from '../connection.ts';
import { ACCOUNT_ID } from '../credentials.ts';
import type { CloudObject } from '../inventory.ts';
import type { Attributes, TerraformValue } from './value.ts';

/** What Terraform configured the provider with. */
export interface Account {
  /** The environment, from the default tag `vedette:environment`: its hosts are a cloud of their own. */
  readonly environment: string;
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** The account as one call finds it. */
export interface World {
  readonly account: Account;
  readonly cloud: LocalCloud;
  readonly objects: readonly CloudObject[];
  /** An object by type and id; undefined if it does not exist. */
  find(type: string, id: TerraformValue | undefined): Existing | undefined;
  /** Every object of a type. */
  all(type: string): readonly Existing[];
}

/** An object with its attributes. */
export interface Existing {
  readonly id: string;
  readonly attributes: Attributes;
}

/** A call that changes something. */
export interface Request {
  readonly id: string;
  /** What the object is to be. */
  readonly planned: Attributes;
  /** What the configuration says, write-only arguments included. */
  readonly config: Attributes;
}

/** An error of the API: what AWS's provider shows is a code and a sentence. */
export class ApiError extends Error {
  constructor(code: string, message: string) {
    super(`api error ${code}: ${message}`);
  }
}

/** An object that exists now although its creation failed: Terraform marks it as tainted, and replaces it next time. */
export class HalfCreated extends Error {
  readonly attributes: Attributes;

  constructor(message: string, attributes: Attributes) {
    super(message);
    this.attributes = attributes;
  }
}

/** Why a configuration is refused before anything is planned. */
export interface AttributeRefusal {
  readonly attribute: string;
  readonly message: string;
}

/** A type of resource. Attributes in blocks are named with a dot: `root_block_device.volume_id`. */
export interface ResourceType {
  /** Attributes that hold ids of other objects, and their type: those must exist, and cannot go before this one. */
  readonly refersTo?: Readonly<Record<string, string>>;
  /** Attributes of those whose object can go all the same: AWS ends the connection itself. */
  readonly endsWith?: readonly string[];
  /** Attributes that hold what Terraform is to hide. */
  readonly sensitive?: readonly string[];
  /** The id of a new object, or of the one that AWS made before. */
  newId(planned: Attributes, account: Account, world: World): string;
  /** The object that an id of an import stands for; undefined if there is none. @default the one of that id */
  imported?(given: string, world: World): Existing | undefined;
  /** What AWS decides. */
  decides?(id: string, planned: Attributes, world: World): Attributes;
  /** What the provider refuses when it validates. */
  refuses?(config: Attributes): AttributeRefusal | undefined;
  /** What AWS refuses when the object is created or changed. @throws ApiError */
  checks?(id: string, planned: Attributes, world: World): void;
  /** Does on this machine what comes with the creation; may add attributes. */
  create?(change: Request, world: World): Promise<Attributes | undefined>;
  /** @param stops true for a change that EC2 takes only from an instance that is stopped */
  update?(change: Request, stops: boolean, world: World): Promise<void>;
  remove?(object: Existing, world: World): Promise<void>;
  /** Looks again; undefined if the object is gone. @default as it was left */
  read?(object: Existing, world: World): Promise<Attributes | undefined>;
}

/** A function that makes ids of EC2: a prefix and 17 hexadecimal digits. */
export function ec2Id(prefix: string): () => string {
  return () => `${prefix}-${randomBytes(9).toString('hex').slice(1)}`;
}

/** The ARN of an object of EC2. */
export function ec2Arn({ region }: Account, kind: string, id: string): string {
  return `arn:aws:ec2:${region}:${ACCOUNT_ID}:${kind}/${id}`;
}

/** Random characters of an id: capital letters and digits. */
export function capitals(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** What a table of types is made of. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;
