/** Which differences of a program are about its users, and what of them a roll-out brings while it runs. */
import { isSecret } from '../../redis/document.ts';
import type { SettingDrift } from '../drift/model.ts';

/** What makes a group one that has users: hosts and vedette log in as it. */
const FIRST = 'user/vedette';

/** How Sentinels log in to one another. */
const SENTINEL_LOGIN: ReadonlySet<string> = new Set(['sentinel/sentinel-user', 'sentinel/sentinel-pass']);

/** The user whom everybody is that names none. */
export const DEFAULT_USER_KEY = 'user/default';

/** True for a user beside the default one that comes, goes or has other rights, and for the login of Sentinels that comes. */
export function movesWithUsers(setting: SettingDrift): boolean {
  const { key, before, after } = setting;
  if (SENTINEL_LOGIN.has(key)) return (before?.value.canonical ?? '""') === '""' && after !== undefined;
  if (!key.startsWith('user/') || key === DEFAULT_USER_KEY) return false;
  return before === undefined || after === undefined || !hasPassword(before) || keepsPasswords(setting);
}

/** True where a user has the password already that it is to have. */
export function keepsPasswords({ before, after }: SettingDrift): boolean {
  return hasPassword(before) && passwordsOf(before) === passwordsOf(after);
}

/** True for a group that has no users yet and is to have some. */
export function isFirstUser({ key, before, after }: SettingDrift): boolean {
  return key === FIRST && before === undefined && after !== undefined;
}

/** True for a group that has users and is to have none any more. */
export function isLastUser({ key, before, after }: SettingDrift): boolean {
  return key === FIRST && before !== undefined && after === undefined;
}

type Side = SettingDrift['before'];

function hasPassword(side: Side): boolean {
  return passwordsOf(side) !== '';
}

function passwordsOf(side: Side): string {
  const secrets = side?.args.filter(isSecret) ?? [];
  return secrets
    .map(({ secret }) => secret)
    .sort()
    .join(' ');
}
