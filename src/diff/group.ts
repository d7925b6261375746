/** Groups that Sentinel no longer watches, watches from now on, or only calls by another name. */
import { isIP } from 'node:net';
import { isTold, lineOf, telling } from './by-hand.ts';
import type { ProgramChange } from './change.ts';
import type { SettingsPair } from './login.ts';
import { plainValue, type Setting, type Settings, type Value } from './setting.ts';
import { type Step, start, stop, tell, write } from './step.ts';

/** The settings of two sides, those of groups that both have under the same names, and what became of other groups. */
export interface ComparedGroups extends SettingsPair {
  readonly changes: readonly ProgramChange[];
  /** The names that groups have now which had another one before. */
  readonly renamed: readonly string[];
}

/** A group and its settings. */
interface Group {
  /** As a file writes it. */
  readonly name: string;
  readonly address: Setting;
  readonly quorum: Setting;
  readonly options: readonly Setting[];
}

/** A group under its names on both sides. */
interface Renamed {
  readonly from: Group;
  readonly to: Group;
}

/**
 * Pairs the groups of two sides by name. A group that goes and one that comes are one under another name where they have
 * the same primary and no other group has it. An environment has one group, whatever its name and its primary are.
 *
 * @param areEnvironments both sides are definitions: then the primary at the time is not known, and is asked for first
 */
export function compareGroups({ before, after }: SettingsPair, areEnvironments: boolean): ComparedGroups {
  const [olds, news] = [groupsIn(before), groupsIn(after)];
  const gone = olds.filter(({ name }) => !news.some((one) => one.name === name));
  const come = news.filter(({ name }) => !olds.some((one) => one.name === name));
  const renamed = areEnvironments ? inOrder(gone, come) : byPrimary(gone, come);
  const removed = gone.filter((group) => !renamed.some(({ from }) => from === group));
  const added = come.filter((group) => !renamed.some(({ to }) => to === group));
  return {
    before: withNewNames(without(before, removed), renamed),
    after: without(after, added),
    changes: [
      ...renamed.map(areEnvironments ? renamingOfField : renaming),
      ...removed.map(removal),
      ...added.map(addition),
    ],
    renamed: renamed.map(({ to }) => to.name),
  };
}

/** Only what is monitored is a group: Sentinel refuses a line about any other. */
function groupsIn(settings: Settings): readonly Group[] {
  const all = [...settings.values()];
  return all
    .filter(({ part, spec }) => spec.name === 'monitor' && part === 'address')
    .flatMap((address) => {
      const { group: name } = address;
      const quorum = all.find(({ part, group }) => part === 'quorum' && group === name);
      const options = all.filter(({ group, spec }) => group === name && spec.name !== 'monitor');
      return name === undefined || quorum === undefined ? [] : [{ name, address, quorum, options }];
    });
}

function inOrder(gone: readonly Group[], come: readonly Group[]): readonly Renamed[] {
  return gone.flatMap((from, at) => {
    const to = come[at];
    return to === undefined ? [] : [{ from, to }];
  });
}

function byPrimary(gone: readonly Group[], come: readonly Group[]): readonly Renamed[] {
  return gone.flatMap((from) => {
    const isSame = ({ address }: Group): boolean => address.value.canonical === from.address.value.canonical;
    const [to, ...others] = come.filter(isSame);
    return to === undefined || others.length > 0 || gone.filter(isSame).length > 1 ? [] : [{ from, to }];
  });
}

function without(settings: Settings, groups: readonly Group[]): Settings {
  const names = new Set(groups.map(({ name }) => name));
  return new Map([...settings].filter(([, { group }]) => group === undefined || !names.has(group)));
}

/** The name of a group is part of the keys of its settings. */
function withNewNames(settings: Settings, renamed: readonly Renamed[]): Settings {
  const names = new Map(renamed.map(({ from, to }) => [from.name, to.name]));
  return new Map(
    [...settings].map(([key, setting]) => {
      const { group: old = '' } = setting;
      const group = names.get(old);
      if (group === undefined) return [key, setting];
      const newKey = `sentinel/${group}/${key.slice(`sentinel/${old}/`.length)}`;
      return [newKey, { ...setting, key: newKey, group }];
    }),
  );
}

/** Sentinel has no command for it. The address is the one that it had: that of the primary at the time. */
function renaming({ from, to }: Renamed): ProgramChange {
  return {
    area: 'settings',
    key: 'sentinel/group',
    before: plainValue(from.name, from.address.value.origin),
    after: plainValue(to.name, to.address.value.origin),
    impact: 'live-heavy',
    means: 'roll-out',
    byHand: [tell(`SENTINEL REMOVE ${from.name}`), ...monitoring(to, from.address)],
    note: 'clients ask for the group by this name',
    security: false,
    individual: false,
  };
}

/** A definition names the field, and not the primary at the time. */
function renamingOfField({ from, to }: Renamed): ProgramChange {
  const field = 'sentinel.group';
  return {
    ...renaming({ from, to }),
    before: plainValue(from.name, field),
    after: plainValue(to.name, field),
    byHand: [
      tell(`SENTINEL GET-MASTER-ADDR-BY-NAME ${from.name}`),
      tell(`SENTINEL REMOVE ${from.name}`),
      ...monitoring(to, undefined),
    ],
  };
}

/** Where a step names a primary that an earlier one asks for. */
const ANSWERED = '<the address and the port that it answered>';

/** Sentinel forgets the group at once, on its own: the other Sentinels go on watching it until they are told. */
function removal(group: Group): ProgramChange {
  return {
    area: 'settings',
    key: `sentinel/${group.name}`,
    before: watched(group),
    impact: 'live-heavy',
    means: 'roll-out',
    byHand: [tell(`SENTINEL REMOVE ${group.name}`)],
    note: 'this Sentinel neither fails it over any more nor tells clients its primary',
    clause: `stop watching ${group.name}, which nobody fails over any more`,
    security: false,
    individual: false,
  };
}

function addition(group: Group): ProgramChange {
  return {
    area: 'settings',
    key: `sentinel/${group.name}`,
    after: watched(group),
    impact: 'live',
    means: 'roll-out',
    byHand: monitoring(group, group.address),
    note: 'every Sentinel of the group must watch it; take the address of its primary at the time',
    clause: `watch ${group.name} too`,
    security: false,
    individual: false,
  };
}

/** Sentinel monitors with the defaults, and is told the options then; what it can't be told stands in its file. */
function monitoring({ name, quorum, options }: Group, address: Setting | undefined): readonly Step[] {
  const watching = `${name} ${address?.value.canonical ?? ANSWERED} ${quorum.value.canonical}`;
  if (options.every(isTold))
    return [
      ...(address !== undefined && hasName(address)
        ? [tell('SENTINEL CONFIG SET resolve-hostnames yes')]
        : []),
      tell(`SENTINEL MONITOR ${watching}`),
      ...options.map((option) => tell(telling(option))),
    ];
  const lines = [`sentinel monitor ${watching}`, ...options.map(lineOf)];
  return [stop('sentinel'), ...lines.map((line) => write('sentinel', line)), start('sentinel')];
}

function hasName({ args: [host] }: Setting): boolean {
  return typeof host === 'string' && isIP(host) === 0;
}

function watched({ address, quorum }: Group): Value {
  return plainValue(`${address.value.canonical}, quorum ${quorum.value.canonical}`, address.value.origin);
}
