/** A program of a host, asked over one connection that is kept. */
import { UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { Connect, Connection } from './connection.ts';
import { certificateProblem } from './encryption.ts';
import type { Reply } from './reply.ts';

/** A command with its arguments. */
export type Command = readonly string[];

/** A hung program accepts connections and never answers. */
export const ANSWER_TIMEOUT = milliseconds(2_000);

/** A program that does not answer in time, or not at all. */
export class NoAnswer extends UserError {
  override readonly name = 'NoAnswer';
}

/** Opens a connection to a program, with what the library is used for. */
export type Opener = (connect: Connect) => Promise<Connection>;

/** Asks one program. Its connection is opened by the first question, and anew by the next one after it was lost. */
export class Client {
  /** What it is called where it does not answer, for example `Redis on ns`. */
  readonly program: string;
  readonly #open: Opener;
  #connection: Promise<Connection> | undefined;

  constructor(program: string, open: Opener) {
    this.program = program;
    this.#open = open;
  }

  /**
   * Asks one thing.
   *
   * @throws NoAnswer if no answer came within the limit; UserError if the host cannot be reached
   */
  async ask(command: Command, limit: Milliseconds = ANSWER_TIMEOUT): Promise<Reply> {
    const [reply = null] = await this.askAll([command], limit);
    return reply;
  }

  /** Asks some things at once, which are answered in order. @throws as `ask` does */
  async askAll(
    commands: readonly Command[],
    limit: Milliseconds = ANSWER_TIMEOUT,
  ): Promise<readonly Reply[]> {
    // That the library has to be loaded first is not the program's silence.
    const opening = this.#connection ?? this.#opened(await (await import('./connection.ts')).connector());
    let timer: NodeJS.Timeout | undefined;
    const inVain = new Promise<never>((_, reject) => {
      // What came while this process was held up itself is heard first.
      timer = setTimeout(() => setImmediate(reject), limit);
    });
    try {
      const answers = opening.then(({ send }) => Promise.all(commands.map(send)));
      return await Promise.race([answers, inVain]);
    } catch (error) {
      this.#drop(opening);
      throw error instanceof UserError
        ? error
        : new NoAnswer(`${this.program} ${whyNot(error)}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes the connection; what is still asked is not answered. */
  close(): void {
    if (this.#connection !== undefined) this.#drop(this.#connection);
  }

  #opened(connect: Connect): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const opening = this.#open(connect);
    this.#connection = opening;
    // One that fails to open is dropped by who asked.
    opening.then(({ lost }) => lost.then(() => this.#drop(opening))).catch(() => undefined);
    return opening;
  }

  #drop(connection: Promise<Connection>): void {
    if (this.#connection === connection) this.#connection = undefined;
    connection.then(({ close }) => close()).catch(() => undefined);
  }
}

/** Who shows no certificate of its own host is told nothing, and so answers nothing. */
function whyNot(error: unknown): string {
  const problem = certificateProblem(error);
  return problem === undefined ? 'does not answer' : `shows a certificate that nobody takes: ${problem}`;
}

/** What a program answers; nothing where it does not, or its host is off. */
export async function answersOf(
  client: Client,
  commands: readonly Command[],
  limit?: Milliseconds,
): Promise<readonly Reply[]> {
  try {
    return await client.askAll(commands, limit);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
