import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import type { LocalCloud } from '../../local/index.ts';
import { type Environment, sentinelHosts } from '../../topology/environment.ts';

/** One try of the client. */
export interface Increment {
  /** The address of the primary that Sentinel named. */
  readonly primary: string;
  /** The counter's new value; undefined if the write was not acknowledged. */
  readonly counter: number | undefined;
  /** What redis-cli said. */
  readonly said: string;
  /** When the answer was seen, by `performance.now()`. */
  readonly at: number;
}

/** The counter client of the original note, which runs beside the hosts. */
export interface CounterClient {
  /**
   * The next try for which something holds.
   *
   * @throws UserError if there is none within a minute
   */
  next(holds: (increment: Increment) => boolean): Promise<Increment>;
  stop(): Promise<void>;
}

const PATIENCE = milliseconds(60_000);

const SCRIPT = fileURLToPath(new URL('./client-increment.sh', import.meta.url));

/** Starts the client on the router, where a client of the same network would be. */
export async function startClient(
  cloud: LocalCloud,
  environment: Environment,
  password: string,
): Promise<CounterClient> {
  const { port, group } = environment.sentinel;
  const sentinels = sentinelHosts(environment).map(({ address }) => address);
  const argv = ['sh', SCRIPT, String(port), group, String(environment.redis.port), ...sentinels];
  const child = await cloud.spawn('router', argv, 'pipe', { REDISCLI_AUTH: password });
  if (child.stdout === null) throw new Error('the client was started without a pipe');
  const lines = createInterface(child.stdout);
  return {
    next: (holds) =>
      new Promise((resolve, reject) => {
        let last = 'nothing';
        const limit = setTimeout(() => {
          lines.off('line', look);
          reject(
            new UserError(`the client waited a minute in vain; its last try of ${environment.name}: ${last}`),
          );
        }, PATIENCE);
        const look = (line: string): void => {
          last = line;
          const increment = readIncrement(line);
          if (!holds(increment)) return;
          lines.off('line', look);
          clearTimeout(limit);
          resolve(increment);
        };
        lines.on('line', look);
      }),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readIncrement(line: string): Increment {
  const [, primary = '', said = ''] = /^(\S*) (.*)$/.exec(line) ?? [];
  return { primary, said, counter: /^\d+$/.test(said) ? Number(said) : undefined, at: performance.now() };
}
