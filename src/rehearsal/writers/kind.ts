/** Who writes while a drill runs. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';

/**
 * The clients that write: `counter` is that of the original note, which asks a Sentinel and increments a counter, each time
 * over new connections; the others are libraries, which keep theirs.
 */
export const WRITER_KINDS = ['counter', 'node-redis', 'ioredis', 'iovalkey'] as const;

/** A client that writes. */
export type WriterKind = (typeof WRITER_KINDS)[number];

/** `recommended` is the code that `vedette clients` writes, `default` what the client's author decided. */
export type WriterSettings = 'recommended' | 'default';

/** Some clients that are alike. */
export interface WriterGroup {
  readonly kind: WriterKind;
  readonly settings: WriterSettings;
  readonly count: number;
  /**
   * From one write to the next, where the first is settled by then; a client never has two under way.
   * @default 1 s for a counter, as in the note, else 10 ms
   */
  readonly every?: Milliseconds;
}

/** One client. */
export interface Writer {
  /** Its kind and a number, for example `ioredis 2`. */
  readonly client: string;
  readonly kind: WriterKind;
  readonly settings: WriterSettings;
  readonly every: Milliseconds;
}

/** The npm package of each library, by the kind that it is. */
export const PACKAGES: Readonly<Record<WriterKind, string>> = {
  counter: 'ioredis',
  'node-redis': 'redis',
  ioredis: 'ioredis',
  iovalkey: 'iovalkey',
};

const EVERY_SECOND = milliseconds(1_000);
const OFTEN = milliseconds(10);

/** Each client of a list, with its name. */
export function writersOf(list: readonly WriterGroup[]): readonly Writer[] {
  const numbers = new Map<WriterKind, number>();
  return list.flatMap(({ kind, settings, count, every = kind === 'counter' ? EVERY_SECOND : OFTEN }) =>
    Array.from({ length: count }, () => {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      return { client: `${kind} ${number}`, kind, settings, every };
    }),
  );
}
