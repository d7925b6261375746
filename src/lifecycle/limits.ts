/** What the settings of a project refuse to create. */
import { UserError } from '../base/errors.ts';
import { formatSpan } from '../base/times.ts';
import { bytes, formatDuration, formatSize, type Milliseconds } from '../base/units.ts';
import { nameSetting, type Settings } from '../register/settings.ts';
import type { Environment } from '../topology/environment.ts';

/** @throws UserError if an environment would live longer than the settings allow, counted from its creation */
export function refuseLongLife(name: string, life: Milliseconds, settings: Settings): void {
  const { maxTtl } = settings;
  if (life <= maxTtl) return;
  const allowed = nameSetting(settings, 'environments.maxTtl', formatDuration(maxTtl));
  throw new UserError(
    `${name} would live for ${formatSpan(life)}, longer than ${allowed} allows; give it less`,
  );
}

/** @throws UserError if an environment has more hosts, or larger ones, than the settings allow */
export function refuseLargeSize({ name, hosts }: Environment, settings: Settings): void {
  const { maxHosts, maxMemory } = settings;
  if (hosts.length > maxHosts)
    throw new UserError(
      `${name} would have ${hosts.length} hosts, more than ${nameSetting(settings, 'environments.maxHosts', String(maxHosts))} allows; create it of a smaller environment`,
    );
  const large = hosts.find(({ memory }) => memory > maxMemory);
  if (large === undefined) return;
  const allowed = nameSetting(settings, 'environments.maxMemory', formatSize(maxMemory));
  throw new UserError(
    `${name}: host ${large.name} would have ${formatSize(bytes(large.memory))} of memory, more than ${allowed} allows; leave its size out`,
  );
}
