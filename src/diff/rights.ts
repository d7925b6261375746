/** What a changed user may do now, in words: rights are compared, not how they are written. */
import type { AclContext } from '../redis/acl/context.ts';
import { changedRights, type Rights, rightsOf } from '../redis/acl/rights.ts';
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { SettingPair } from './by-hand.ts';
import type { Setting } from './setting.ts';

/** Who reads each of two settings. */
export interface Readers {
  readonly program: DocumentKind;
  readonly before: EngineVersion;
  readonly after: EngineVersion;
}

/** What a change of a user means. */
export interface UserChange {
  /** What the user may do and no longer do, as a clause; undefined where it is off on both sides. */
  readonly note: string | undefined;
  /** As a clause behind `would`; undefined where it gives and takes nothing. */
  readonly clause: string | undefined;
  /** True where it may do something that it might not. */
  readonly grants: boolean;
}

/** What a change of a setting `user` means; undefined for other settings. */
export function userChange({ before, after }: SettingPair, readers: Readers): UserChange | undefined {
  const { spec, part } = after ?? before ?? {};
  if (spec?.name !== 'user' || part === undefined) return undefined;
  const context = contextOf(readers.program, readers.after);
  const from = before && rightsIn(before, contextOf(readers.program, readers.before));
  const to = after && rightsIn(after, context);
  const { gains, losses } = changedRights(from, to, context);
  const said = [
    ...(gains.length === 0 ? [] : [`may ${from?.on ? 'now also' : 'now'} ${gains.join(' and ')}`]),
    ...(losses.length === 0 ? [] : [`may no longer ${losses.join(' or ')}`]),
    ...(isOtherPassword(from, to) ? ['logs in with another password'] : []),
  ];
  return {
    note: said.length === 0 ? undefined : `${part} ${said.join(', and ')}`,
    clause: clauseOf(part, gains.length > 0, losses.length > 0),
    grants: gains.length > 0,
  };
}

function clauseOf(user: string, gives: boolean, takes: boolean): string | undefined {
  if (gives) return `give the user ${user} ${takes ? 'other rights' : 'more rights'}`;
  return takes ? `take rights from the user ${user}` : undefined;
}

/** Canonical rules name what they take from modules, and say of channels what the file leaves to a default. */
function contextOf(kind: DocumentKind, version: EngineVersion): AclContext {
  return { kind, version, modules: true, allChannels: false };
}

function rightsIn({ args }: Setting, context: AclContext): Rights {
  return rightsOf(args, context);
}

function isOtherPassword(from: Rights | undefined, to: Rights | undefined): boolean {
  if (!from?.on || !to?.on || from.nopass || to.nopass) return false;
  const gone = [...from.passwords].filter((password) => !to.passwords.has(password));
  return from.passwords.size === to.passwords.size && gone.length > 0;
}
