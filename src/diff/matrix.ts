/** Environments side by side: every value that is not the same in all of them. */
import type { DocumentKind } from '../redis/document.ts';
import { dataHosts, type Environment, sentinelHosts } from '../topology/environment.ts';
import { ENVIRONMENT_FACTS, type FactValue, HOST_FACTS } from './facts.ts';
import { isIndividual } from './individual.ts';
import type { Setting, Value } from './setting.ts';
import { plainValue } from './setting.ts';
import { defaultIn, settingsOf } from './settings.ts';
import type { HostProgram, Snapshot } from './snapshot.ts';

/** One value in every environment. */
export interface MatrixRow {
  /** Whose file holds it; undefined for what no file holds. */
  readonly program?: DocumentKind;
  /** As in a diff, with `*` for the name of a group. */
  readonly key: string;
  /** In the order of the environments; where hosts differ, every value once. Empty where there is none. */
  readonly values: readonly string[];
}

/** Environments side by side. */
export interface Matrix {
  readonly environments: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** A value and, for settings, what it is without a line. */
interface Cell {
  readonly program?: DocumentKind;
  readonly key: string;
  readonly value: Value;
  readonly setting?: Setting;
}

/** Compares environments; only rows that differ are in it. */
export function matrix(snapshots: readonly Snapshot[]): Matrix {
  const columns = snapshots.map((snapshot) => ({ snapshot, cells: group(cellsOf(snapshot)) }));
  const samples = new Map(
    columns.flatMap(({ cells }) => [...cells].map(([id, [first]]) => [id, first] as const)),
  );
  const rows = [...samples]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([id, sample]) => {
      if (sample === undefined) return [];
      const values = columns.map(
        ({ snapshot, cells }) => cells.get(id)?.map(({ value }) => value) ?? defaults(snapshot, sample),
      );
      if (new Set(values.map((cell) => text(cell, 'canonical'))).size === 1) return [];
      const { key, program } = sample;
      return [
        {
          ...(program === undefined ? {} : { program }),
          key,
          values: values.map((cell) => text(cell, 'raw')),
        },
      ];
    });
  return { environments: snapshots.map(({ label }) => label), rows };
}

function cellsOf({ programs, environment }: Snapshot): readonly Cell[] {
  return [...programs.flatMap(settingCells), ...(environment === undefined ? [] : factCells(environment))];
}

function settingCells({ document, version, program }: HostProgram): readonly Cell[] {
  return [...settingsOf(document, version, program).values()]
    .filter((setting) => !isIndividual(setting))
    .map((setting) => ({ program, key: generic(setting), value: setting.value, setting }));
}

function generic({ key, spec }: Setting): string {
  return spec.form === 'group' ? key.replace(/^sentinel\/[^/]*\//, 'sentinel/*/') : key;
}

function factCells(environment: Environment): readonly Cell[] {
  const ofEnvironment = ENVIRONMENT_FACTS.map((fact) => ({
    ...fact,
    found: [fact.read(environment, environment)],
  }));
  const ofHosts = HOST_FACTS.filter(({ area }) => area === 'infrastructure').map((fact) => ({
    ...fact,
    key: `host/${fact.key}`,
    found: environment.hosts.map((host) => fact.read(host, environment)),
  }));
  const counts = [
    { key: 'hosts/data', individual: false, found: [count(dataHosts(environment))] },
    { key: 'hosts/sentinel', individual: false, found: [count(sentinelHosts(environment))] },
  ];
  return [...ofEnvironment, ...counts, ...ofHosts]
    .filter(({ individual }) => individual !== true)
    .flatMap(({ key, found }) =>
      found.flatMap((value) =>
        value === undefined ? [] : [{ key, value: plainValue(value.text, value.origin) }],
      ),
    );
}

function count(hosts: readonly unknown[]): FactValue {
  return { text: String(hosts.length), origin: 'hosts' };
}

function group(cells: readonly Cell[]): ReadonlyMap<string, readonly Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const id = `${cell.program ?? ''} ${cell.key}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [cell]);
    else known.push(cell);
  }
  return groups;
}

/** What holds in an environment that does not mention a setting: the default of the version that it runs. */
function defaults({ programs }: Snapshot, { setting, program }: Cell): readonly Value[] {
  if (setting === undefined || program === undefined) return [];
  return programs
    .filter((one) => one.program === program)
    .slice(0, 1)
    .flatMap(({ version }) => {
      const found = defaultIn(version, setting, program);
      return found === undefined ? [] : [found.value];
    });
}

function text(values: readonly Value[], form: 'canonical' | 'raw'): string {
  const distinct = new Map(values.map((value) => [value.canonical, value[form]]));
  return [...distinct.values()].sort().join(' / ');
}
