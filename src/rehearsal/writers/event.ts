/** What the program that writes tells. */

import type { Milliseconds } from '../../base/units.ts';

/** Something that happened to a client; `at` is by `monotonicNow`, and an id is one of a client's writes, counted from 1. */
export type ClientEvent =
  /** The next write is handed to the client now. */
  | { readonly kind: 'sent'; readonly at: Milliseconds; readonly client: string; readonly id: number }
  | Acknowledged
  /** The write was rejected, which does not say that nobody did it. */
  | {
      readonly kind: 'rejected';
      readonly at: Milliseconds;
      readonly client: string;
      readonly id: number;
      readonly error: string;
    }
  /** The client was opened anew, with another password. */
  | { readonly kind: 'moved'; readonly at: Milliseconds; readonly client: string }
  /** The client's listener for errors was told one, or it could not be opened: nothing is said of a write. */
  | {
      readonly kind: 'complained';
      readonly at: Milliseconds;
      readonly client: string;
      readonly error: string;
    };

/** A write was acknowledged. */
export interface Acknowledged {
  readonly kind: 'acknowledged';
  readonly at: Milliseconds;
  readonly client: string;
  readonly id: number;
  /** The host whose Redis did; an address that is no host stands as it is, undefined where it is not known. */
  readonly by: string | undefined;
  /** What it answered: the length of the client's list or, to a counter, the counter. */
  readonly value: number;
}

/** Something that happened to all clients. */
export type ProgramEvent =
  /** Libraries are loaded, or cannot be: clients can be opened without a wait for that. */
  | { readonly kind: 'loaded'; readonly at: Milliseconds }
  /** From now on clients are opened, each of which writes once it is. */
  | { readonly kind: 'started'; readonly at: Milliseconds }
  /** An error that no client caught. */
  | { readonly kind: 'uncaught'; readonly at: Milliseconds; readonly error: string }
  /** From now on nobody writes. */
  | { readonly kind: 'stopped'; readonly at: Milliseconds }
  /** What the primary has of a client's writes, in the order of its list: an id twice was done twice. */
  | { readonly kind: 'kept'; readonly client: string; readonly ids: readonly number[] }
  /** What there is could not be read. */
  | { readonly kind: 'unread'; readonly because: string }
  /** The program ended, whoever ended it. */
  | { readonly kind: 'ended'; readonly at: Milliseconds; readonly status: number };

/** Something that the program tells. */
export type WriterEvent = ClientEvent | ProgramEvent;
