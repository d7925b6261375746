/** The two shapes of a group that is to change: who is there now, and everybody who has to be asked. */
import { UserError } from '../../base/errors.ts';
import type { Environment, Host } from '../../topology/environment.ts';
import type { Machine } from '../machines.ts';
import type { Memory } from '../members/remembered.ts';
import { toldHost } from '../members/told-host.ts';
import type { StepFacts } from '../step.ts';

/**
 * The group as it runs: the declared hosts that are there, and those that are no more declared.
 *
 * @param base what the hosts were last brought to, which knows those that leave; undefined where nobody knows
 * @param remembered what the Sentinels know of those that it does not know either
 * @throws UserError if a machine is there that nobody tells what it is
 */
export function runningShape(
  environment: Environment,
  base: Environment | undefined,
  present: readonly Machine[],
  remembered: readonly Memory[] = [],
): Environment {
  const names = new Set(present.map(({ host }) => host));
  const declared = environment.hosts.filter(({ name }) => names.has(name));
  const others = undeclared(environment, present).map(
    (machine) =>
      hostIn(base, machine) ?? toldHost(environment, machine, remembered) ?? refuseUnknown(machine),
  );
  return { ...environment, hosts: [...declared, ...others] };
}

/** The machines that neither the definition nor what hosts were last brought to knows. */
export function unknownMachines(
  environment: Environment,
  base: Environment | undefined,
  present: readonly Machine[],
): readonly Machine[] {
  return undeclared(environment, present).filter((machine) => hostIn(base, machine) === undefined);
}

function undeclared({ hosts }: Environment, present: readonly Machine[]): readonly Machine[] {
  return present.filter(({ host }) => !hosts.some(({ name }) => name === host));
}

/** Everybody who is there or declared. */
export function wholeShape(environment: Environment, running: Environment): Environment {
  const declared = new Set(environment.hosts.map(({ name }) => name));
  return {
    ...environment,
    hosts: [...environment.hosts, ...running.hosts.filter(({ name }) => !declared.has(name))],
  };
}

/** The hosts that are there and declared. */
export function keptShape(environment: Environment, present: readonly Machine[]): Environment {
  const there = new Set(present.map(({ host }) => host));
  return { ...environment, hosts: environment.hosts.filter(({ name }) => there.has(name)) };
}

/** The group as it runs after a step: who comes in it is there, and who leaves in it is not. */
export function shapeAfter(
  running: Environment,
  environment: Environment,
  { kind, hosts }: Pick<StepFacts, 'kind' | 'hosts'>,
): Environment {
  const isDeclared = (name: string): boolean => environment.hosts.some((host) => host.name === name);
  const isThere = (name: string): boolean => running.hosts.some((host) => host.name === name);
  const came = environment.hosts.filter(
    ({ name }) => kind === 'arrival' && hosts.includes(name) && !isThere(name),
  );
  const left = (name: string): boolean => kind === 'departure' && hosts.includes(name) && !isDeclared(name);
  return { ...running, hosts: [...running.hosts.filter(({ name }) => !left(name)), ...came] };
}

function hostIn(base: Environment | undefined, { host }: Machine): Host | undefined {
  return base?.hosts.find(({ name }) => name === host);
}

function refuseUnknown({ host, address }: Machine): never {
  throw new UserError(
    `the host ${host} at ${address} is there, and neither a definition nor a Sentinel tells what it is; declare it again, or end it by hand`,
  );
}
