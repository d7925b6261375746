/** The machines of an environment, whoever made them: this machine by `vedette local up`, or Terraform. */
import { resolve } from 'node:path';
import { openMachines } from '../lifecycle/machines/open.ts';
import type { Overrulable } from '../lifecycle/plan/refusal.ts';
import { untilBooted } from '../local/booted.ts';
import { connect } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import { LocalMachines } from '../local/machines.ts';
import type { Machines } from '../operate/machines.ts';
import { note, showStatus } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';

/** Machines that are let go of with `using`. */
export interface OpenedMachines extends Disposable {
  readonly machines: Machines;
  /** Writes down that all of them are brought to the definition. */
  readonly remember: () => Promise<void>;
}

/**
 * Opens the machines of an environment.
 *
 * @param again the command that goes on where this one ended too early
 * @param allowed the guards of plans of Terraform that a person overrules
 * @throws UserError if neither this machine nor a state of Terraform has them
 */
export async function openMachinesOf(
  environment: Environment,
  again: string,
  allowed: readonly Overrulable[] = [],
): Promise<OpenedMachines> {
  const entry = cloudFor(environment);
  const cloud = entry === undefined ? undefined : connect(entry);
  const booted = await cloud?.booted();
  if (cloud !== undefined && booted !== undefined) {
    const { file, definition } = environment;
    return {
      machines: new LocalMachines(cloud, environment),
      remember: () => cloud.bring({ file: resolve(file), definition }),
      [Symbol.dispose]: () => undefined,
    };
  }
  const machines = await openMachines(environment, {
    tell: note,
    status: showStatus,
    again,
    allowed,
    ...(cloud === undefined ? {} : { booted: (host: string) => untilBooted(cloud, [host]) }),
  });
  return {
    machines,
    remember: () => machines.remember(),
    [Symbol.dispose]: () => machines[Symbol.dispose](),
  };
}
