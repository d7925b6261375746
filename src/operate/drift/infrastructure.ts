/** What was changed under a group, beside what it runs with. */
import type { Change } from '../../diff/change.ts';
import { plainValue } from '../../diff/setting.ts';
import { weighed } from '../../diff/weighed.ts';
import { worst } from '../../redis/impact.ts';
import type { Drift } from './model.ts';

/** What is known of the infrastructure. */
export type InfrastructureDrift =
  /** What was changed outside of Terraform: `before` is what there is. */
  | { readonly changes: readonly Change[] }
  /** Why nobody can tell, as a clause. */
  | { readonly unknown: string };

/** The drift of a group with that of its infrastructure. */
export function withInfrastructure(drift: Drift, found: InfrastructureDrift): Drift {
  const { rows, environment } = drift;
  const [unknown, host] =
    'unknown' in found ? [[unknownRow(environment, found.unknown)], []] : [[], found.changes];
  return {
    ...drift,
    rows: {
      ...rows,
      unknown: weighed([...rows.unknown, ...unknown]),
      host: weighed([...rows.host, ...host]),
    },
    impact: worst([drift.impact, ...[...unknown, ...host].map(({ impact }) => impact)]),
  };
}

function unknownRow(environment: string, why: string): Change {
  return {
    area: 'infrastructure',
    key: 'infrastructure',
    before: plainValue('not known', 'nobody'),
    impact: 'unknown',
    means: 'nothing',
    note: why,
    security: false,
    individual: false,
    places: [{ environment, hosts: [] }],
  };
}
