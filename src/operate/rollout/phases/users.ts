/** Users that come to running programs, go, or have other rights: before all else that these are told. */
import { sentinelHosts } from '../../../topology/environment.ts';
import { requiresUsers } from '../../../topology/users.ts';
import type { ProgramDrift, SettingDrift } from '../../drift/model.ts';
import type { LiveChange } from '../../live/change.ts';
import type { Operation, Step } from '../../step.ts';
import { bringUsers } from '../../users/bring-users.ts';
import { withoutClientsOf } from '../../users/default-clients.ts';
import { bringOwnLogin } from '../../users/own-login.ts';
import { isFirstUser, isLastUser, keepsPasswords, movesWithUsers } from '../../users/setting.ts';
import { hostsAnew } from '../anew.ts';
import type { Phase, Refusal, RolloutInput } from '../input.ts';
import { dataInOrder, whyInTurn } from '../order.ts';
import { byKey } from '../pending.ts';

/**
 * Servers come first: what a Sentinel shows is known by what servers let in. A host that is made anew gets all of it then, and
 * nobody needs it before.
 */
export function users(input: RolloutInput): Phase {
  const { environment, status } = input;
  const anew = new Set(hostsAnew(input).map(({ host }) => host));
  const places = [
    ...dataInOrder(environment, status.primary).map(({ name }) => `${name} redis`),
    ...sentinelHosts(environment).map(({ name }) => `${name} sentinel`),
  ];
  const steps = places.flatMap((place) => {
    const drift = input.drift.hosts.find(({ host, program }) => `${host} ${program}` === place);
    return drift === undefined || anew.has(drift.host) ? [] : stepOf(input, drift);
  });
  return { steps, refusals: [] };
}

/** Why a definition that takes users away is not rolled out at all; undefined where it takes none. */
export function usersTakenAway({ environment, base, drift }: RolloutInput): Refusal | undefined {
  const isGoing = drift.hosts.some(({ settings }) => settings.some(isLastUser));
  const isBack = base !== undefined && requiresUsers(base) && !requiresUsers(environment);
  if (!isGoing && !isBack) return undefined;
  return {
    why: `programs of the group log in as users, and users.mode is to go back to ${environment.users.mode}`,
    remedy: 'leave users.mode as it was, or create another environment and move the data',
  };
}

function stepOf(input: RolloutInput, { host, program, version, settings }: ProgramDrift): readonly Step[] {
  const moved = settings.filter(({ whence }) => whence !== 'expected').filter(movesWithUsers);
  if (moved.length === 0 || version === undefined) return [];
  const change: LiveChange = { host, program, version, settings: moved.toSorted(byKey) };
  const isPrimary = host === input.status.primary && program === 'redis';
  return [
    {
      kind: 'live',
      hosts: [host],
      what: whatOf(change),
      why: whyInTurn(program, isPrimary),
      notice: noticeOf(change.settings),
      undo: undoOf(change.settings),
      impact: 'live',
      perform: (operation) => perform(operation, change),
    },
  ];
}

async function perform(operation: Operation, change: LiveChange): Promise<void> {
  const { group, environment, tell, signal } = operation;
  const { host, program } = change;
  for (const { before, after } of change.settings)
    if (after === undefined && before?.part !== undefined)
      await withoutClientsOf(group, { host, program, user: before.part }, signal);
  await bringUsers(group, environment, change, tell);
  if (change.settings.some(isFirstUser)) await bringOwnLogin(operation, host);
}

/** Names alone: the rules are those of the definition, which a diff tells by meaning. */
function whatOf({ program, settings }: LiveChange): string {
  const named = (which: (setting: SettingDrift) => boolean): string =>
    settings
      .filter(({ key }) => key.startsWith('user/'))
      .filter(which)
      .map(({ key }) => key.replace('user/', ''))
      .join(', ');
  const [added, changed, gone] = [
    named((setting) => setting.after !== undefined && !keepsPasswords(setting)),
    named(keepsPasswords),
    named(({ after }) => after === undefined),
  ];
  const login = settings.flatMap(({ key }) =>
    key.startsWith('sentinel/') ? key.replace('/', ' CONFIG SET ') : [],
  );
  return [
    ...(added === '' ? [] : [`ACL SETUSER of ${added}, with their rules and the hashes of their passwords`]),
    ...(changed === ''
      ? []
      : [`ACL SETUSER of ${changed}, with other rules and the passwords that they have`]),
    ...(gone === '' ? [] : [`ACL DELUSER ${gone}`]),
    ...login.map((text) => text.replace('sentinel ', 'SENTINEL ')),
    program === 'redis' ? 'CONFIG REWRITE' : 'SENTINEL FLUSHCONFIG',
  ].join('; ');
}

function noticeOf(settings: readonly SettingDrift[]): string {
  const notes = settings.flatMap(({ before, note }) => (before === undefined ? [] : (note ?? [])));
  return notes.length === 0 ? 'nothing: nobody logs in as them yet' : [...new Set(notes)].join('; ');
}

function undoOf(settings: readonly SettingDrift[]): string {
  return settings.every(({ before }) => before === undefined)
    ? 'none is needed: nobody logs in as them yet'
    : 'put the definition back and roll it out';
}
