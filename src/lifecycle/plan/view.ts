/** A judged plan as tables and sentences of text: the same for a terminal and for Markdown. */
import { onOneLine } from '../../base/errors.ts';
import { deedTable } from '../../diff/view.ts';
import type { TitledTable } from '../../report/titled-table.ts';
import type { HostFate } from './fates.ts';
import type { JudgedPlan } from './judge.ts';
import type { Refusal } from './refusal.ts';
import type { ListedResource } from './resource-list.ts';

/** The tables of a plan; those without a row are left out. */
export function planTables(judged: JudgedPlan): readonly TitledTable[] {
  const { hosts, rows, resources, waits } = judged;
  const tables = [
    {
      title: 'Hosts',
      columns: ['host', 'is now', 'what becomes of it'],
      rows: hosts.filter(({ fate }) => fate !== 'kept').map((host) => hostRow(host, judged)),
    },
    deedTable('What it does', rows),
    {
      title: 'What waits for a roll-out',
      columns: ['hosts', 'what'],
      rows: waits.map((wait) => [wait.hosts.join(', '), wait.what]),
    },
    {
      title: 'Resources',
      columns: ['resource', 'action', 'why'],
      rows: resources.map(resourceRow),
    },
  ];
  return tables
    .filter(({ rows: some }) => some.length > 0)
    .map((table) => ({ ...table, rows: table.rows.map((row) => row.map(inCell)) }));
}

/** What comes from a state may be anything, and of any length: a policy, a script. */
function inCell(text: string): string {
  const line = onOneLine(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}

const LONGEST = 400;

function hostRow({ host, fate, exists, kinds }: HostFate, { primary }: JudgedPlan): readonly string[] {
  if (!exists) return [host, 'not there', fate];
  const known = kinds === undefined ? ['of an unknown kind'] : kinds.map((kind) => KINDS.get(kind) ?? kind);
  const mayBe = (kinds?.includes('data') ?? true) && primary === undefined ? ['maybe the primary'] : [];
  return [host, [...(primary === host ? ['the primary'] : mayBe), ...known].join(', '), fate];
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['data', 'data host'],
  ['sentinel', 'Sentinel'],
]);

function resourceRow({ address, action, reason = '', replacedBy }: ListedResource): readonly string[] {
  const because = replacedBy.length === 0 ? reason : `${reason}: ${replacedBy.join(', ')}`;
  return [address, action, because];
}

/** What is said beside the tables, in sentences. */
export function planRemarks({ outputs, drifted, overruled }: JudgedPlan): readonly string[] {
  const remarks = [
    ...(outputs.length === 0 ? [] : [`Outputs that change: ${outputs.join(', ')}.`]),
    ...(drifted.length === 0 ? [] : [`Changed outside of Terraform: ${drifted.join(', ')}.`]),
    ...overruled.map(({ guard, reason }) => `Allowed by --allow ${guard}: ${reason}.`),
  ];
  return remarks.map(onOneLine);
}

/** What it would do, in sentences. */
export function planSummary({ summary }: JudgedPlan): string {
  return onOneLine(summary);
}

/** A refusal as a sentence, with the name of its guard. */
export function refusalSentence({ guard, reason, remedy }: Refusal): string {
  return onOneLine(`Refused by ${guard}: ${reason}; ${remedy}.`);
}
