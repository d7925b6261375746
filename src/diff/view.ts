/** A diff as tables of text: the same for a terminal and for Markdown. */

import type { TitledTable } from '../report/titled-table.ts';
import { type Change, type Diff, type Place, titleOf } from './change.ts';
import type { Value } from './setting.ts';
import { inOrder, type Step } from './step.ts';

/** How much is shown. */
export interface Detail {
  /** Also the values that every host has its own of. */
  readonly all: boolean;
}

const COLUMNS = ['impact', 'what', 'before', 'after', 'where', 'by; from; what then'];

/** A consequence has no impact of its own, and its origin is always the forecast. */
const CONSEQUENCE_COLUMNS = ['what', 'before', 'after', 'where'];

/** More hosts than this are counted; fewer are one word, so that they stay on one line. */
const NAMED = 3;

const CONSEQUENCES = 'Consequences';

const SECTIONS: readonly { readonly title: string; readonly holds: (change: Change) => boolean }[] = [
  { title: 'Rules', holds: ({ area }) => area === 'rules' },
  { title: 'Security', holds: ({ security }) => security },
  { title: 'Settings', holds: ({ area }) => area === 'settings' },
  { title: 'Topology', holds: ({ area }) => area === 'topology' },
  { title: 'Infrastructure', holds: ({ area }) => area === 'infrastructure' },
  { title: CONSEQUENCES, holds: () => true },
];

/** The tables of a diff, each change in the first that it belongs to; those without a row are left out. */
export function sectionsOf({ changes }: Diff, { all }: Detail): readonly TitledTable[] {
  const told = changes.filter(({ individual }) => !individual);
  const tables = SECTIONS.map(({ title }, at) => ({
    title,
    columns: title === CONSEQUENCES ? CONSEQUENCE_COLUMNS : COLUMNS,
    rows: told.filter((change) => SECTIONS.findIndex(({ holds }) => holds(change)) === at).map(rowOf),
  }));
  const single = {
    title: 'Values of single hosts',
    columns: COLUMNS,
    rows: all ? changes.filter(({ individual }) => individual).map(rowOf) : [],
  };
  const shown = all ? changes : told;
  return [...tables, single, byHand(shown)].filter(({ rows }) => rows.length > 0);
}

/** What brings settings to running hosts where no roll-out does: a row for each group of hosts and program. */
function byHand(changes: readonly Change[]): TitledTable {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly steps: Step[] }>();
  for (const { byHand: own = [], program = 'vedette', places } of changes) {
    if (own.length === 0) continue;
    const cells = [whereOf(places), program];
    const row = rows.get(cells.join('\0')) ?? { cells, steps: [] };
    row.steps.push(...own);
    rows.set(cells.join('\0'), row);
  }
  return {
    title: 'By hand, without vedette rollout',
    columns: ['where', 'program', 'steps, host by host'],
    rows: [...rows.values()].map(({ cells, steps }) => [...cells, textOf(steps)]),
  };
}

function textOf(steps: readonly Step[]): string {
  return inOrder(steps)
    .map(({ text }) => text)
    .join('\n');
}

/** What is said beside the tables: notes, environments without a change, and values that are folded. */
export function remarksOf({ compared, changes, notes }: Diff, { all }: Detail): readonly string[] {
  const unchanged = compared.filter(({ state }) => state === 'unchanged').map(({ name }) => name);
  const counted = all ? [] : changes.filter(({ individual }) => individual);
  return [
    ...notes.map((note) => `${note}.`),
    ...(compared.length > 1 && unchanged.length > 0 ? [`Unchanged: ${unchanged.join(', ')}.`] : []),
    ...compared
      .filter(({ state }) => compared.length > 1 && state !== 'unchanged')
      .map((one) => `${one.name}: ${one.summary}`),
    ...(counted.length > 0 ? [countedToo(counted)] : []),
  ];
}

function countedToo(counted: readonly Change[]): string {
  const titles = [...new Set(counted.map(titleOf))].join(', ');
  return counted.length === 1
    ? `1 value of a single host differs too (${titles}); --all shows it.`
    : `${counted.length} values of single hosts differ too (${titles}); --all shows them.`;
}

/** Changes as one table, where all come by the same means. */
export function deedTable(title: string, changes: readonly Change[]): TitledTable {
  const rows = changes.map((change) => {
    const { impact, before, after, places, note = '' } = change;
    return [impact, titleOf(change), shown(before, after), shown(after, before), whereOf(places), note];
  });
  return { title, columns: ['impact', 'what', 'before', 'after', 'where', 'what then'], rows };
}

function rowOf(change: Change): readonly string[] {
  const { area, impact, before, after, places } = change;
  const cells = [titleOf(change), shown(before, after), shown(after, before), whereOf(places)];
  return area === 'consequence' ? cells : [impact, ...cells, fromOf(change)];
}

/** Two values may be written alike and differ, as secrets of two files do. */
function shown(value: Value | undefined, other: Value | undefined): string {
  if (value === undefined) return 'none';
  return value.raw === other?.raw ? value.canonical : value.raw;
}

function whereOf(places: readonly Place[]): string {
  const [only, ...others] = places;
  if (only !== undefined && others.length === 0)
    return only.hosts.length > 0 ? few(only.hosts, 'hosts') : only.environment;
  return places
    .map(({ environment, hosts }) =>
      hosts.length > 0 ? `${environment} (${few(hosts, 'hosts')})` : environment,
    )
    .join(', ');
}

function few(names: readonly string[], noun: string): string {
  return names.length > NAMED ? `${names.length} ${noun}` : names.join(',');
}

/** By which means, where the value comes from unless the row is called so, and what happens then. */
function fromOf({ key, means, before, after, note }: Change): string {
  const origin = after?.origin ?? before?.origin;
  const by = means === 'nothing' ? undefined : means;
  return [by, origin === key ? undefined : origin, note].filter((part) => part !== undefined).join('; ');
}
