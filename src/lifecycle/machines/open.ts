/** Opening the machines of an environment that Terraform deploys. */
import type { Milliseconds } from '../../base/units.ts';
import type { Machines } from '../../operate/machines.ts';
import type { Environment } from '../../topology/environment.ts';
import { thisActor } from '../actor.ts';
import { beginDeployment } from '../begin-deployment.ts';
import { refuseMovedState } from '../moved-state.ts';
import type { Overrulable } from '../plan/refusal.ts';
import { findOlderState, keepStateAge } from '../state-age.ts';
import { openRun } from '../terraform/terraform-run.ts';
import { TerraformMachines } from './terraform-machines.ts';

/** How machines are made. */
export interface MachineOptions {
  /** Told what Terraform does, a line for each resource. */
  readonly tell: (text: string) => void;
  /** Told how far it is, for the last line of a terminal. @default nobody is told */
  readonly status?: (text: string) => void;
  /** The command that goes on where this one ended too early. @default `vedette rollout <name>` */
  readonly again?: string;
  /** How long Terraform waits for a state that somebody else has. @default not at all */
  readonly lockTimeout?: Milliseconds | undefined;
  /** The guards that a person overrules. @default none */
  readonly allowed?: readonly Overrulable[];
  /** Waits until a host has booted. @default nobody waits: who asks its programs sees that */
  readonly booted?: (host: string) => Promise<void>;
}

/** Machines that hold what Terraform works with, which goes with `using`. */
export interface OpenMachines extends Machines, Disposable {
  /** Writes into the state that every host runs with what the definition says. @throws RefusedError if a machine is still to change */
  remember(): Promise<void>;
}

/**
 * Prepares Terraform for the machines of an environment.
 *
 * @throws UserError if there is no Terraform, its stack or backend cannot be had, or its state is elsewhere
 */
export async function openMachines(environment: Environment, options: MachineOptions): Promise<OpenMachines> {
  const {
    again = `vedette rollout ${environment.name}`,
    allowed = [],
    booted = async () => undefined,
  } = options;
  await refuseMovedState(environment);
  const older = await findOlderState(environment);
  const { stacksOf } = await import('../../aws/stacks.ts');
  const [stack] = await stacksOf([environment]);
  if (stack === undefined) throw new RangeError(`${environment.name} has no stack`);
  return new TerraformMachines({
    environment,
    stack,
    older,
    allowed,
    booted,
    run: await openRun(environment, { ...options, again }),
    begin: () => beginDeployment(environment, thisActor(new Date())),
    end: (state) => keepStateAge(environment, state),
  });
}
