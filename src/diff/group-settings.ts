/** What running hosts know of their group, which a deploy leaves as it was when they were created. */
import { GROUP_SETTINGS, type GroupSetting, groupSettings } from '../render/group-settings.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Change } from './change.ts';
import type { InfrastructurePlan } from './infrastructure/action.ts';
import { plainValue } from './setting.ts';
import { editFile, type Step } from './step.ts';

const FILE = 'rc.conf.d/vedette';

/** What stays wrong on a host that does not have the setting yet. */
const UNTIL_THEN: Readonly<Record<GroupSetting, string>> = {
  self: 'until then the host asks itself at the old address',
  group: 'until then a host that starts asks Sentinels for the old name, and gets no answer',
  sentinels:
    'until then a host that starts does not ask Sentinels that are new, and waits for those that are gone',
  peers: 'until then a host that starts does not look for a primary on data hosts that are new',
  promotable: 'until then a host that starts waits for a promotion by who could be promoted before',
  services: 'until then the host starts the same services as before',
  majority: 'until then a host that starts acts on the answer of as many Sentinels as before',
  grace: 'until then a host that starts waits as long as before for a promotion',
  redis_port: 'until then a host that starts looks for a primary on the old port',
  tls: 'until then a host that starts speaks with the others as before, and gets no answer',
  login: 'until then a host that starts logs in to the others as before, and may get no answer',
  sentinel_port: 'until then a host that starts asks Sentinels on the old port, and gets no answer',
};

/**
 * Compares rc.conf.d/vedette of hosts that stay as they are.
 *
 * @param kept their names: a host that is made anew boots with a new file
 */
export function groupSettingChanges(
  before: Environment,
  after: Environment,
  kept: ReadonlySet<string>,
): readonly Change[] {
  return shared(before, after, kept).flatMap(([old, host]) => {
    const [from, to] = [groupSettings(before, old), groupSettings(after, host)];
    return GROUP_SETTINGS.filter((name) => from[name].join(' ') !== to[name].join(' '))
      .map((name) => changed(name, [from[name], to[name]], { environment: before.name, hosts: [host.name] }))
      .map((row) => (before.redis.engine === after.redis.engine ? row : withoutSteps(row)));
  });
}

/** Hosts of another engine are made anew, and boot with a new file. */
function withoutSteps({ byHand: _steps, ...row }: Change): Change {
  return row;
}

/**
 * The hosts that stay and boot with another script from now on, of which no row tells.
 */
export function scriptChanges(
  plan: InfrastructurePlan,
  environment: string,
  rows: readonly Change[],
): readonly Change[] {
  return plan.resources
    .filter(
      ({ type, action, ignored }) =>
        type === 'aws_instance' && action !== 'replace' && ignored.some(isScript),
    )
    .map(({ name }) => name.replace(/^instance_/, ''))
    .filter((host) => !rows.some((row) => tellsHost(row, host)))
    .map((host) => ({
      ...COMMON,
      key: 'boot script',
      before: plainValue('as it was', 'the stack'),
      after: plainValue('written otherwise', 'the stack'),
      impact: 'none',
      means: 'roll-out',
      note: 'it means the same, and the host has it when it is replaced',
      places: [{ environment, hosts: [host] }],
    }));
}

const COMMON = { area: 'topology', security: false, individual: false } as const;

function isScript({ argument }: { readonly argument: string }): boolean {
  return argument === 'user_data';
}

function tellsHost({ area, means, places }: Change, host: string): boolean {
  const isBooted = area === 'settings' || means === 'roll-out' || means === 'next-host';
  return isBooted && places.some(({ hosts }) => hosts.length === 0 || hosts.includes(host));
}

function shared(
  before: Environment,
  after: Environment,
  kept: ReadonlySet<string>,
): readonly (readonly [Host, Host])[] {
  return after.hosts.flatMap((host) => {
    const old = before.hosts.find(({ name }) => name === host.name);
    return old === undefined || !kept.has(host.name) ? [] : [[old, host] as const];
  });
}

/** Of a list what is taken out and what is added, so that hosts whose lists differ have equal changes. */
function changed(
  name: GroupSetting,
  [before, after]: readonly [readonly string[], readonly string[]],
  place: Change['places'][number],
): Change {
  const gone = before.filter((word) => !after.includes(word));
  const come = after.filter((word) => !before.includes(word));
  const isList = LISTS.has(name) && gone.length + come.length > 0;
  const [from, to] = isList ? [gone, come] : [before, after];
  return {
    ...COMMON,
    key: `${FILE}/${name}`,
    ...(from.length === 0 ? {} : { before: plainValue(from.join(' '), 'hosts') }),
    ...(to.length === 0 ? {} : { after: plainValue(to.join(' '), 'hosts') }),
    impact: 'live',
    means: 'roll-out',
    byHand: isList ? wordSteps(name, gone, come) : [editFile(FILE, `${name}='${after.join(' ')}'`)],
    note: UNTIL_THEN[name],
    clause: `tell hosts that start who is in the group (${FILE})`,
    places: [place],
  };
}

const LISTS: ReadonlySet<GroupSetting> = new Set(['sentinels', 'peers', 'promotable']);

function wordSteps(name: GroupSetting, gone: readonly string[], come: readonly string[]): readonly Step[] {
  return [
    ...gone.map((word) => editFile(FILE, `take ${word} out of ${name}`)),
    ...come.map((word) => editFile(FILE, `add ${word} to ${name}`)),
  ];
}
