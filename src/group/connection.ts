/**
 * One connection to a program that speaks Redis's protocol: all that is used of the library. It is imported only where a
 * program is asked, since loading the library takes longer than most commands do.
 */
import { createClient, ErrorReply } from 'redis';
import { tlsOptions } from './encryption.ts';
import type { Login } from './log-in.ts';
import type { Endpoint } from './reach.ts';
import type { Reply } from './reply.ts';

/** A connection that is open. */
export interface Connection {
  /** Asks one thing; answers come in order. @throws Error if the connection is lost */
  send(command: readonly string[]): Promise<Reply>;
  /** Hears what is published on the channels of a pattern from now on. Then nothing else can be asked (RESP2). */
  subscribe(pattern: string, hear: (message: string, channel: string) => void): Promise<void>;
  /** Fulfilled when the connection is lost or closed. */
  readonly lost: Promise<void>;
  /** Closes it at once; what is still asked is not answered. Doing so again is no error. */
  close(): void;
}

/**
 * What all clients are duplicates of: the library makes a class with every command for each client whose options are others
 * than those of the client before it, and a duplicate has that of its pattern (6.3.1: 16 clients took 1,000 ms of a busy CPU
 * so, and take 2 ms).
 */
const PATTERN = createClient({
  RESP: 2,
  // What asks looks after its own limits, and nothing is to be told to a program but what it is asked.
  commandOptions: { timeout: 0 },
  disableClientInfo: true,
  maintNotifications: 'disabled',
});

/** Connects to a program. */
export type Connect = typeof connectTo;

/** Loads the library, which is none of a program's time to answer, and says how to connect. */
export async function connector(): Promise<Connect> {
  return connectTo;
}

/**
 * Connects to a program.
 *
 * @param login sent first; undefined for a program that asks for none
 * @throws Error if it cannot be reached or refuses the login. One that never answers is waited for without an end.
 */
async function connectTo(endpoint: Endpoint, login: Login | undefined): Promise<Connection> {
  const { encryption, ...where } = endpoint;
  const encrypted = encryption === undefined ? {} : { tls: true, ...tlsOptions(encryption) };
  const client = PATTERN.duplicate({
    socket: { ...where, ...encrypted, reconnectStrategy: false },
    ...login,
  });
  // The library ends the process with an error that nobody hears, and each question hears of it too.
  client.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => {
    for (const event of ['end', 'terminated']) client.once(event, () => resolve());
  });
  const close = (): void => client.destroy();
  try {
    await client.connect();
  } catch (error) {
    close();
    throw error;
  }
  return {
    send: (command) => client.sendCommand<unknown>([...command]).then(replyOf, refusalOf),
    subscribe: (pattern, hear) => client.pSubscribe(pattern, hear),
    lost,
    close,
  };
}

/** An answer of the library as plain data. */
function replyOf(answer: unknown): Reply {
  if (answer === null || typeof answer === 'string' || typeof answer === 'number') return answer;
  if (Array.isArray(answer)) return answer.map(replyOf);
  return answer instanceof Error ? { refused: answer.message } : String(answer);
}

function refusalOf(error: unknown): Reply {
  if (error instanceof ErrorReply) return { refused: error.message };
  throw error;
}
