/** Hosts that come and go. */
import type { ChangeImpact } from '../redis/impact.ts';
import type { Change } from './change.ts';
import { describeHost, removalImpact } from './facts.ts';
import { plainValue, type Value } from './setting.ts';
import { isSingleFile, type Snapshot } from './snapshot.ts';

/** Lists the hosts that only one side has. A single file is that of any host, so it lacks none. */
export function hostChanges(before: Snapshot, after: Snapshot): readonly Change[] {
  const [olds, news] = [hostsOf(before), hostsOf(after)];
  if (isSingleFile(before) || isSingleFile(after)) return [];
  return [
    ...olds
      .filter((host) => !news.includes(host))
      .map((host) =>
        change(
          before,
          host,
          { event: 'host-goes', before: hostValue(before, host) },
          removal(before, after, host),
        ),
      ),
    ...news
      .filter((host) => !olds.includes(host))
      .map((host) =>
        change(before, host, { event: 'host-comes', after: hostValue(after, host) }, { impact: 'live' }),
      ),
  ];
}

function hostsOf({ programs }: Snapshot): readonly string[] {
  return [...new Set(programs.map(({ host }) => host))];
}

function change(
  { name: environment }: Snapshot,
  host: string,
  values: Pick<Change, 'event' | 'before' | 'after'>,
  impact: ChangeImpact,
): Change {
  return {
    area: 'topology',
    key: `hosts/${host}`,
    ...values,
    ...impact,
    means: 'deploy',
    security: false,
    individual: false,
    places: [{ environment, hosts: [host] }],
  };
}

function removal(
  { environment: before }: Snapshot,
  { environment: after }: Snapshot,
  name: string,
): ChangeImpact {
  const host = before?.hosts.find((one) => one.name === name);
  return before === undefined || host === undefined || after === undefined
    ? { impact: 'replace' }
    : removalImpact(host, { before, after });
}

function hostValue({ environment, programs }: Snapshot, name: string): Value {
  const host = environment?.hosts.find((one) => one.name === name);
  const text =
    host === undefined
      ? programs
          .filter((one) => one.host === name)
          .map(({ program }) => program)
          .sort()
          .join(', ')
      : describeHost(host);
  return plainValue(text, environment === undefined ? 'files' : `hosts.${name}`);
}
