/** A judged plan as programs are told of it: no value of a resource but those that rows show. */
import type { Change } from '../../diff/change.ts';
import type { JudgedPlan } from './judge.ts';

/** What a command prints of a plan as JSON. */
export function planData({ rows, primary, waiting, ...rest }: JudgedPlan) {
  return {
    ...rest,
    ...(primary === undefined ? {} : { primary }),
    ...(waiting === undefined ? {} : { waiting }),
    rows: rows.map(rowData),
  };
}

function rowData({ key, before, after, impact, means, note, security, event, places }: Change) {
  return {
    key,
    hosts: places.flatMap(({ hosts }) => hosts),
    ...(before === undefined ? {} : { before: before.raw }),
    ...(after === undefined ? {} : { after: after.raw }),
    impact,
    means,
    ...(note === undefined ? {} : { note }),
    ...(event === undefined ? {} : { event }),
    security,
  };
}
