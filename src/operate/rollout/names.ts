/**
 * The roll-out of `users.mode: required` to a group where users are optional: no host is made anew, since every program has the
 * users. First programs of the group log in by name, and then nobody is let in without one, when no such client is connected.
 */
import { defaultUserRules } from '../../render/users.ts';
import { type Environment, type Host, hasData, hasSentinel } from '../../topology/environment.ts';
import { hasUsers, requiresUsers } from '../../topology/users.ts';
import type { ProgramDrift, SettingDrift } from '../drift/model.ts';
import type { Operation, Step } from '../step.ts';
import { closeDefaultUser } from '../users/close-default-user.ts';
import { withoutDefaultClients } from '../users/default-clients.ts';
import { logInByName } from '../users/log-in-by-name.ts';
import { DEFAULT_USER_KEY, isFirstUser } from '../users/setting.ts';
import { refusalsOfMove } from './alone.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { inOrder, whyInTurn } from './order.ts';
import { infrastructureAtOnce } from './phases/infrastructure.ts';
import type { RolloutPlan } from './plan.ts';

/** True where everybody is to log in by name, and some still need none or have none. */
export function isNaming({ environment, drift, base }: RolloutInput): boolean {
  if (!requiresUsers(environment)) return false;
  if (base !== undefined && !hasUsers(base)) return true;
  return drift.hosts.some(({ settings }) => settings.some((setting) => isOfIt(environment, setting)));
}

/** Its steps, which nothing else is mixed with. */
export function planNames(input: RolloutInput): RolloutPlan {
  const refusals = refusalsOf(input);
  const steps = [...moveLogins(input), ...closeDoors(input), ...infrastructureAtOnce(input).steps];
  return { steps: refusals.length === 0 ? steps : [], waiting: [], refusals };
}

/** How programs of the group log in to one another. */
function isLogin({ sentinel: { group } }: Environment, { key }: SettingDrift): boolean {
  return ['masteruser', 'masterauth', `sentinel/${group}/auth-user`, `sentinel/${group}/auth-pass`].includes(
    key,
  );
}

function isOfIt(environment: Environment, setting: SettingDrift): boolean {
  const { key } = setting;
  return isLogin(environment, setting) || key === DEFAULT_USER_KEY || key === 'requirepass';
}

/** Also where hosts alone do not know yet as whom to log in. */
function moveLogins(input: RolloutInput): readonly Step[] {
  const { environment, drift, status, unaware = [] } = input;
  const isPending = drift.hosts.some(({ settings }) => settings.some((one) => isLogin(environment, one)));
  if (!isPending && unaware.length === 0) return [];
  return [
    {
      kind: 'live',
      hosts: inOrder(environment, status.primary).map(({ name }) => name),
      what: 'programs of the group log in by name: CONFIG SET masteruser and masterauth on each server, SENTINEL SET auth-user and auth-pass and SENTINEL CONFIG SET sentinel-user and sentinel-pass on each Sentinel, and the scripts of hosts as vedette',
      why: 'everybody is let in by name and without one still; of Sentinels one after the other, so that a majority goes on watching',
      notice: 'nothing',
      undo: 'none is needed: who names no user is let in still; go on with the same command',
      impact: 'live-heavy',
      perform: async (operation) => {
        await withoutNameless(operation);
        await logInByName(operation);
      },
    },
  ];
}

/** Before anything changes. Sentinels are not asked for: until they log in by name, they are such clients themselves. */
async function withoutNameless({ group, signal }: Operation): Promise<void> {
  const { hosts } = group.environment;
  for (const { name: host } of hosts.filter(hasData))
    await withoutDefaultClients(group, { host, program: 'redis' }, 'clients', signal);
  for (const { name: host } of hosts.filter(hasSentinel))
    await withoutDefaultClients(group, { host, program: 'sentinel' }, 'clients', signal);
}

function closeDoors(input: RolloutInput): readonly Step[] {
  const hosts = inOrder(input.environment, input.status.primary);
  return [
    ...hosts.filter(hasData).flatMap((host) => closeDoor(input, host, 'redis')),
    ...hosts.filter(hasSentinel).flatMap((host) => closeDoor(input, host, 'sentinel')),
  ];
}

function closeDoor(input: RolloutInput, { name }: Host, program: ProgramDrift['program']): readonly Step[] {
  const { environment, status } = input;
  const drift = input.drift.hosts.find((one) => one.host === name && one.program === program);
  const settings =
    drift?.settings.filter(({ key }) => key === DEFAULT_USER_KEY || key === 'requirepass') ?? [];
  const version = drift?.version;
  if (settings.length === 0 || version === undefined) return [];
  const isPrimary = program === 'redis' && name === status.primary;
  const rules = defaultUserRules(environment, program).join(' ');
  return [
    {
      kind: 'live',
      hosts: [name],
      what: `ACL SETUSER default reset ${rules}${program === 'redis' ? '; CONFIG SET requirepass ""' : ''}`,
      why: whyInTurn(program, isPrimary),
      notice:
        'who names no user is refused from then on; nothing is changed while such a client is connected',
      undo: 'none: the group lets nobody in any more whom nobody can name',
      impact: 'live',
      perform: async ({ group, tell, signal }) => {
        await withoutDefaultClients(group, { host: name, program }, 'sentinels', signal);
        await closeDefaultUser(group, environment, { host: name, program, version, settings }, tell);
      },
    },
  ];
}

function refusalsOf(input: RolloutInput): readonly Refusal[] {
  const { base, environment, drift } = input;
  const hasNone = drift.hosts.some(({ settings }) => settings.some(isFirstUser));
  if (hasNone || (base !== undefined && !hasUsers(base))) return [WITHOUT_USERS];
  return refusalsOfMove(input, {
    title: 'users.mode required',
    field: 'users.mode',
    isOfIt: (setting) => isOfIt(environment, setting),
    isBegun: drift.hosts.some(({ settings }) => !settings.some((one) => isOfIt(environment, one))),
    asItIs: { ...environment, users: { ...(base ?? environment).users, mode: 'optional' } },
  });
}

const WITHOUT_USERS: Refusal = {
  why: 'nobody is to be let in without the name of a user, and the group has no users yet',
  remedy: "roll users.mode: 'optional' out first, have the clients log in by name, and roll this out then",
};
