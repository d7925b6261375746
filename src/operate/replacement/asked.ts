/** Hosts that somebody asks to be made anew, although nothing of them differs: a disk that fails, a machine that is to go. */
import type { MachineChange, Machines } from '../machines.ts';

/** Machines, and which of them are still to be made anew because somebody asked for it. */
export interface AskedMachines extends Machines {
  /** The names of their hosts. */
  due(): readonly string[];
}

/**
 * The same machines, some of which are due to be made anew. Each is until that is done, so that a plan that is made
 * afterwards has it no more.
 *
 * @param hosts names of the definition; one that has no machine is made as any other
 */
export function withAsked(machines: Machines, hosts: readonly string[]): AskedMachines {
  const due = new Set(hosts);
  const done = async (host: string, work: Promise<void>): Promise<void> => {
    await work;
    due.delete(host);
  };
  return {
    present: () => machines.present(),
    plan: async () => {
      const plan = await machines.plan();
      return { ...plan, hosts: withDue(plan.hosts, due) };
    },
    rest: () => machines.rest(),
    create: (host) => done(host, machines.create(host)),
    replace: (host) => done(host, machines.replace(host)),
    remove: (host) => machines.remove(host),
    due: () => [...due],
  };
}

/** What has to be done to a machine anyway makes it anew, but for one that is ended. */
function withDue(changes: readonly MachineChange[], due: ReadonlySet<string>): readonly MachineChange[] {
  const changed = new Set(changes.map(({ host }) => host));
  const asked = [...due]
    .filter((host) => !changed.has(host))
    .map((host): MachineChange => ({ host, deed: 'replace', why: [ASKED] }));
  return [...changes, ...asked].toSorted((one, other) => one.host.localeCompare(other.host));
}

const ASKED = 'it was asked for';
