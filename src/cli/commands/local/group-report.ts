/** How a group is shown. */
import type { GroupHealth } from '../../../group/health.ts';
import type { HostStatus } from '../../../local/index.ts';
import { type Element, type Phrase, paragraph, table } from '../../../report/elements.ts';
import type { Environment } from '../../../topology/environment.ts';

/**
 * Shows each host with what it runs, and whether the group is healthy.
 *
 * @param hosts those of this machine; undefined where they are elsewhere
 */
export function groupReport(
  environment: Environment,
  hosts: readonly HostStatus[] | undefined,
  health: GroupHealth,
): readonly Element[] {
  return [
    hosts === undefined ? programTable(environment, health) : hostTable(environment, hosts, health),
    paragraph(
      health.problems.length === 0
        ? { text: `${environment.name} is healthy; its primary is ${health.primary}`, tone: 'good' }
        : { text: `${environment.name} is not healthy: ${health.problems.join('; ')}`, tone: 'error' },
    ),
  ];
}

function hostTable(environment: Environment, hosts: readonly HostStatus[], health: GroupHealth): Element {
  return table(
    ['host', 'address', 'state', 'boot', 'role now', 'Sentinel names'],
    hosts.map(({ name, address, state, boot }) => [
      name,
      address,
      toned(state, state === 'running'),
      toned(boot, boot === 'ready'),
      roleOf(health, name),
      namedBy(environment, health, name),
    ]),
  );
}

function programTable(environment: Environment, health: GroupHealth): Element {
  return table(
    ['host', 'address', 'role now', 'Sentinel names'],
    environment.hosts.map(({ name, address }) => [
      name,
      address,
      roleOf(health, name),
      namedBy(environment, health, name),
    ]),
  );
}

function roleOf({ data }: GroupHealth, name: string): Phrase {
  const view = data.find(({ host }) => host === name);
  if (view === undefined) return '';
  if (view.role === undefined) return { text: 'no answer', tone: 'error' };
  return view.inSync ? view.role : { text: `${view.role}, not in sync`, tone: 'warning' };
}

function namedBy({ hosts }: Environment, { sentinels }: GroupHealth, name: string): Phrase {
  const view = sentinels.find(({ host }) => host === name);
  if (view === undefined) return '';
  const named = hosts.find(({ address }) => address === view.primary)?.name ?? view.primary;
  return named ?? { text: 'no answer', tone: 'error' };
}

function toned(text: string, good: boolean): Phrase {
  return { text, tone: good ? 'good' : 'error' };
}
