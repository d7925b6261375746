/** What the settings of a project refuse to create. */
import { UserError } from '../base/errors.ts';
import { formatSpan } from '../base/times.ts';
import { bytes, formatDuration, formatSize, type Milliseconds } from '../base/units.ts';
import type { Settings } from '../register/settings.ts';
import type { Environment } from '../topology/environment.ts';

/** @throws UserError if an environment would live longer than the settings allow, counted from its creation */
export function refuseLongLife(name: string, life: Milliseconds, { file, maxTtl }: Settings): void {
  if (life <= maxTtl) return;
  throw new UserError(
    `${name} would live for ${formatSpan(life)}, longer than environments.maxTtl ${formatDuration(maxTtl)} of ${file} allows; give it less`,
  );
}

/** @throws UserError if an environment has more hosts, or larger ones, than the settings allow */
export function refuseLargeSize({ name, hosts }: Environment, { file, maxHosts, maxMemory }: Settings): void {
  if (hosts.length > maxHosts)
    throw new UserError(
      `${name} would have ${hosts.length} hosts, more than environments.maxHosts ${maxHosts} of ${file} allows; create it of a smaller environment`,
    );
  const large = hosts.find(({ memory }) => memory > maxMemory);
  if (large === undefined) return;
  throw new UserError(
    `${name}: host ${large.name} would have ${formatSize(bytes(large.memory))} of memory, more than environments.maxMemory ${formatSize(maxMemory)} of ${file} allows; leave its size out`,
  );
}
