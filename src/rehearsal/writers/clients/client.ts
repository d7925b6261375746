/** One client that writes, whatever its library. */
import type { ClientJob, WriterJob } from '../job.ts';

/** A write that was acknowledged. */
export interface Acknowledgement {
  /** What the server answered. */
  readonly value: number;
  /** The address of the server that did; undefined where the library does not tell. */
  readonly from: string | undefined;
}

/** A client that is open. */
export interface WriterClient {
  /** Writes an id once, as far as the application has to do with it: a library may send it again. */
  write(id: number): Promise<Acknowledgement>;
}

/** Opens a client. */
export type Open = (opening: Opening) => WriterClient | Promise<WriterClient>;

/** What a client is opened with. */
export interface Opening {
  readonly job: WriterJob;
  readonly client: ClientJob;
  /** Told every error that the library's listener for errors is told. */
  readonly complain: (error: unknown) => void;
  /** Runs code of `vedette clients` and hands over the client that it exports. */
  readonly run: (code: string) => Promise<unknown>;
}
