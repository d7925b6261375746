/** Who may connect without a name: `requirepass` and the user `default` are two ways to say it. */
import { type Argument, type DocumentKind, isSecret } from '../redis/document.ts';
import { hashOf } from '../redis/password.ts';
import { pairsOf } from './pairs.ts';
import { type Setting, type Settings, settingOf } from './setting.ts';
import type { HostProgram, Snapshot } from './snapshot.ts';

const USER = 'user/default';

/** The settings of two sides. */
export interface SettingsPair {
  readonly before: Settings;
  readonly after: Settings;
}

/**
 * Where one side writes the user `default`, what `requirepass` makes of that user on the other side is written as a user
 * too (redis acl.c, ACLUpdateDefaultUserPassword). A written user wins over `requirepass` (ACLLoadConfiguredUsers), which
 * therefore says nothing then, but for a Sentinel, which also shows it to other Sentinels.
 */
export function withSameLogin({ before, after }: SettingsPair, program: DocumentKind): SettingsPair {
  const written = after.get(USER) ?? before.get(USER);
  if (written === undefined) return { before, after };
  return { before: withUser(before, written, program), after: withUser(after, written, program) };
}

/** Says where one side writes `requirepass` and the other a user of the same rights, in sentences without a full stop. */
export function loginNotes(before: Snapshot, after: Snapshot): readonly string[] {
  return pairsOf(before, after)
    .filter(({ before: one, after: other }) => {
      const areUsers = [one, other].map(({ writesUser = false }) => writesUser);
      const [password, same] = [passwordOf(one), passwordOf(other)];
      return areUsers[0] !== areUsers[1] && password !== undefined && password === same;
    })
    .map(({ before: one, after: other }) => `${formOf(one)} and ${formOf(other)} are equal in effect`);
}

function formOf({ host, writesUser = false }: HostProgram): string {
  return `${writesUser ? 'the user default' : 'requirepass'} of ${host}`;
}

function passwordOf({ document }: HostProgram): string | undefined {
  const [password] = document.findLast(({ name }) => name === 'requirepass')?.args ?? [];
  return password === undefined || !isSecret(password) ? undefined : password.secret;
}

/** What lets somebody in without a password who needed one before, as a clause behind `would`; undefined if nothing does. */
export function openingOf(before: Setting | undefined, after: Setting | undefined): string | undefined {
  if (!isOpen(after) || isOpen(before)) return undefined;
  return after?.spec.name === 'user'
    ? `let anybody be the user ${after.part} without a password`
    : 'let anybody connect without a password';
}

/** True for no password, and for a user that anybody is who says its name, or says none if it is `default`. */
function isOpen(setting: Setting | undefined): boolean {
  return isOpenUser(setting) || (setting?.spec.name === 'requirepass' && setting.args.join('') === '');
}

function isOpenUser(user: Setting | undefined): boolean {
  return user?.spec.name === 'user' && ['on', 'nopass'].every((rule) => user.args.includes(rule));
}

function withUser(settings: Settings, like: Setting, program: DocumentKind): Settings {
  const others = [...settings].filter(([key]) => program !== 'redis' || key !== 'requirepass');
  return new Map([...others, [USER, settings.get(USER) ?? madeUser(settings, like)]]);
}

function madeUser(settings: Settings, { spec, group }: Setting): Setting {
  const requirepass = settings.get('requirepass');
  const [password = ''] = requirepass?.args ?? [];
  const args = ['on', loginOf(password), '~*', '&*', '+@all'];
  const origin = requirepass?.value.origin ?? 'without requirepass';
  return settingOf({ spec, group }, { name: USER, part: 'default', args, origin });
}

/** A reference to a password stands for its rule too. */
function loginOf(password: Argument): Argument {
  if (password === '') return 'nopass';
  return isSecret(password) ? password : `#${hashOf(password)}`;
}
