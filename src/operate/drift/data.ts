/** A drift as programs are told of it. */
import type { Change } from '../../diff/change.ts';
import { type Drift, WHENCES } from './model.ts';
import { driftSummary, isDrifted } from './summary.ts';

/** What a command prints of a drift as JSON. */
export function driftData(drift: Drift) {
  const { environment, impact, rows, hosts } = drift;
  return {
    environment,
    isDrifted: isDrifted(drift),
    impact,
    summary: driftSummary(drift),
    rows: WHENCES.flatMap((whence) => rows[whence].map((row) => ({ whence, ...rowData(row) }))),
    programs: hosts.map(({ host, program, version, unknown }) => ({
      host,
      program,
      ...(version === undefined ? {} : { version }),
      unknown,
    })),
  };
}

function rowData({ area, program, key, before, after, impact, note, security, places }: Change) {
  return {
    area,
    ...(program === undefined ? {} : { program }),
    key,
    hosts: places.flatMap(({ hosts }) => hosts),
    ...(before === undefined ? {} : { running: before.raw }),
    ...(after === undefined ? {} : { declared: after.raw }),
    impact,
    ...(note === undefined ? {} : { note }),
    security,
  };
}
