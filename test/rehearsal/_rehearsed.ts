import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { DrillRecord } from '../../src/rehearsal/record.ts';

/** A group as lab is, and sooner. */
export function groupCalled(name: string): EnvironmentDefinition {
  return {
    name,
    sentinel: { quorum: 1, downAfter: '3s', failoverTimeout: '10s' },
    network: { cidr: '10.0.0.0/24' },
    hosts: {
      ctrl: { roles: ['sentinel'] },
      ns: { roles: ['primary'] },
      node01: { roles: ['replica'] },
      node02: { roles: ['replica'] },
    },
  };
}

/** What did not hold, where the round's times are to be relied on. */
export function broken({ rounds }: DrillRecord): readonly string[] {
  return rounds.flatMap(({ checks, disturbed }) =>
    checks
      .filter(({ must, held }) => !held && (disturbed === undefined || !must.includes('forecast')))
      .map(({ must, seen }) => `${must}: ${seen}`),
  );
}
