import { UserError } from '../../../base/errors.ts';
import { milliseconds } from '../../../base/units.ts';
import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import { infoOf, textOf } from '../../../group/reply.ts';
import type { RepairOperation, RepairStep } from '../ailment.ts';
import { repairStep } from '../repair-step.ts';

/** A snapshot takes as long as its data are large. */
const SAVED = milliseconds(600_000);

/** Saves once, which is what ends the refusal of writes. */
export function save(host: string): RepairStep {
  return saving(host, {
    command: 'BGSAVE',
    running: 'rdb_bgsave_in_progress',
    status: 'rdb_last_bgsave_status',
    what: 'BGSAVE, once there is room on the volume',
    why: 'a snapshot that succeeds ends the refusal of writes',
  });
}

/** Rewrites the append-only file once. */
export function rewriteAppendOnly(host: string): RepairStep {
  return saving(host, {
    command: 'BGREWRITEAOF',
    running: 'aof_rewrite_in_progress',
    status: 'aof_last_bgrewrite_status',
    what: 'BGREWRITEAOF, once there is room on the volume',
    why: 'the append-only file grows until it is rewritten',
  });
}

interface Saving {
  readonly command: string;
  /** The fields of `INFO persistence` that say whether it goes on, and how it went. */
  readonly running: string;
  readonly status: string;
  readonly what: string;
  readonly why: string;
}

function saving(host: string, { command, running, status, what, why }: Saving): RepairStep {
  return repairStep(
    { hosts: [host], what, why, notice: 'a fork, and what it costs', undo: 'none is needed' },
    async ({ group, signal }) => {
      if (!(await isRunning(group, host, running))) await demand(group.redis(host), command);
      await until(`${host} has saved`, async () => !(await isRunning(group, host, running)), SAVED, signal);
      if ((await persistenceOf(group, host)).get(status) !== 'ok')
        throw new UserError(`${host} could not write to its volume: make room on it, and repair again`);
    },
  );
}

async function isRunning(group: RepairOperation['group'], host: string, field: string): Promise<boolean> {
  return (await persistenceOf(group, host)).get(field) === '1';
}

async function persistenceOf(group: RepairOperation['group'], host: string) {
  return infoOf(textOf(await demand(group.redis(host), 'INFO', 'persistence')));
}
