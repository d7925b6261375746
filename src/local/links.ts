/** What goes wrong between hosts: links that are cut, and a link that is too narrow. Nobody is told, as in a real network. */
import { UserError } from '../base/errors.ts';
import { run } from './run.ts';

/** How narrow a link is. */
export interface Narrowing {
  /** What passes, in kilobits a second. */
  readonly rate: number;
  /** How long a packet waits at most before it is dropped, in milliseconds. */
  readonly wait: number;
}

/**
 * The order of the rules by which a host takes in a packet: those of cuts have to come before the table of its own
 * addresses, which stands first (ip-rule(8), preference 0). A host does not tell the sender of what a rule drops, since it
 * forwards nothing (linux net/ipv4/route.c, ip_error), and open connections lose their way in as well.
 */
const CUT = 50;
const OWN = 100;

/** Lets a host, by its cable, hear no more from some addresses. `isFirst` if it has heard from all so far. */
export async function deafen(cable: string, addresses: readonly string[], isFirst: boolean): Promise<void> {
  await rules(cable, [
    ...(isFirst ? [`add preference ${OWN} lookup local`, 'delete preference 0'] : []),
    ...addresses.map((address) => `add preference ${CUT} from ${address} blackhole`),
  ]);
}

/** Lets it hear again from all of those that it was deaf to. */
export async function undeafen(cable: string, addresses: readonly string[]): Promise<void> {
  await rules(cable, [
    'add preference 0 lookup local',
    `delete preference ${OWN}`,
    ...addresses.map((address) => `delete preference ${CUT} from ${address} blackhole`),
  ]);
}

/**
 * Narrows the cable of a host in both directions: packets queue, come late, and are dropped where the queue is full.
 *
 * @throws UserError if the kernel cannot
 */
export async function narrow(cable: string, { rate, wait }: Narrowing): Promise<void> {
  const shape = ['root', 'tbf', 'rate', `${rate}kbit`, 'burst', '4kb', 'latency', `${wait}ms`];
  await tc(['qdisc', 'replace', 'dev', cable, ...shape]);
  await tc(['-netns', cable, 'qdisc', 'replace', 'dev', 'ena0', ...shape]);
}

/** Gives the cable its width again. */
export async function widen(cable: string): Promise<void> {
  await tc(['qdisc', 'delete', 'dev', cable, 'root']);
  await tc(['-netns', cable, 'qdisc', 'delete', 'dev', 'ena0', 'root']);
}

async function rules(cable: string, commands: readonly string[]): Promise<void> {
  const batch = commands.map((command) => `rule ${command}\n`).join('');
  await run(['ip', '-netns', cable, '-batch', '-'], batch);
}

async function tc(argv: readonly string[]): Promise<void> {
  try {
    await run(['tc', ...argv]);
  } catch (error) {
    throw new UserError(
      `a link cannot be narrowed here: ${String(error)}; it takes tc of iproute2 and a kernel with the queue tbf`,
    );
  }
}
