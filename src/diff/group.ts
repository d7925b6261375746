/** The name of a group is part of the keys of its settings: a group that is only renamed keeps them. */
import type { Change } from './change.ts';
import { plainValue, type Setting, type Settings } from './setting.ts';

/** Settings under the names of the other side, and the change that this is. */
export interface Renamed {
  readonly settings: Settings;
  readonly renamed: readonly Omit<Change, 'places' | 'program'>[];
}

/** Gives the only group of one side the name of the only group of the other. */
export function renameGroup(before: Settings, after: Settings): Renamed {
  const [from, to] = [onlyGroup(before), onlyGroup(after)];
  if (from === undefined || to === undefined || from.name === to.name)
    return { settings: before, renamed: [] };
  const settings = new Map(
    [...before].map(([key, setting]) => entry(setting, newKey(key, from.name, to.name))),
  );
  return {
    settings,
    renamed: [
      {
        area: 'settings',
        key: 'sentinel/group',
        before: plainValue(from.name, from.setting.value.origin),
        after: plainValue(to.name, to.setting.value.origin),
        impact: 'live-heavy',
        means: 'roll-out',
        note: 'clients ask for the group by this name',
        security: false,
        individual: false,
      },
    ],
  };
}

function onlyGroup(settings: Settings): { readonly name: string; readonly setting: Setting } | undefined {
  const groups = new Map(
    [...settings.values()].flatMap((setting) => {
      const name = groupOf(setting);
      return name === undefined ? [] : [[name, setting] as const];
    }),
  );
  const [only] = groups;
  return groups.size === 1 && only !== undefined ? { name: only[0], setting: only[1] } : undefined;
}

function groupOf({ key, spec }: Setting): string | undefined {
  return spec.form === 'group' ? key.split('/')[1] : undefined;
}

function newKey(key: string, from: string, to: string): string {
  const prefix = `sentinel/${from}/`;
  return key.startsWith(prefix) ? `sentinel/${to}/${key.slice(prefix.length)}` : key;
}

function entry(setting: Setting, key: string): readonly [string, Setting] {
  return [key, { ...setting, key }];
}
