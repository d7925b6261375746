/** What the rules of a user mean, and the one way to write it. */

import { UserError } from '../../base/errors.ts';
import type { EngineVersion } from '../catalogue/index.ts';
import { type Argument, type Document, type DocumentKind, isSecret, type Secret } from '../document.ts';
import { hashOf } from '../password.ts';
import { type AclContext, aclContextOf } from './context.ts';
import { printSelector } from './print.ts';
import { applyRule, emptySelector, type Selector } from './selector.ts';

/** A user as its rules make it. */
export interface User {
  on: boolean;
  nopass: boolean;
  sanitize: boolean;
  /** SHA-256 of each password. */
  readonly hashes: Set<string>;
  /** Passwords that are not known here. */
  readonly secrets: Map<string, Secret>;
  root: Selector;
  selectors: readonly Selector[];
}

/**
 * The rules of a user in the one form in which users of equal rights are equal: what Redis would say of both in ACL LIST
 * says the same. Passwords are hashes, orders without a meaning are that of the letters, and commands are named by the
 * categories that cover them. Applying it twice changes nothing.
 * @throws UserError, naming a rule by its place and no password, if Redis would refuse one.
 */
export function canonicalRules(rules: readonly Argument[], context: AclContext): readonly Argument[] {
  return printUser(userOf(rules, context), context);
}

/**
 * What the rules of a user allow: by itself, and by each of its selectors.
 * @throws UserError as {@link canonicalRules} does
 */
export function selectorsOf(rules: readonly Argument[], context: AclContext): readonly Selector[] {
  const { root, selectors } = userOf(rules, context);
  return [root, ...selectors];
}

/** A user as its rules make it. @throws UserError as {@link canonicalRules} does */
export function userOf(rules: readonly Argument[], context: AclContext): User {
  const user = emptyUser(context);
  for (const [index, rule] of wholeRules(rules).entries()) {
    const problem = isSecret(rule) ? addSecret(user, rule) : applyTo(user, rule, context);
    if (problem !== undefined) throw new UserError(`rule ${index + 1}${shown(rule)} ${problem}`);
  }
  return user;
}

/** The document with the rules of all users in their canonical form, before its secrets are taken out. */
export function withCanonicalUsers(document: Document, version: EngineVersion, kind: DocumentKind): Document {
  if (document.every(({ name }) => name !== 'user')) return document;
  const context = aclContextOf(document, version, kind);
  return document.map((line) => {
    const [user, ...rules] = line.args;
    return line.name !== 'user' || user === undefined
      ? line
      : { ...line, args: [user, ...canonicalRules(rules, context)] };
  });
}

function emptyUser(context: AclContext): User {
  return {
    on: false,
    nopass: false,
    sanitize: true,
    hashes: new Set(),
    secrets: new Map(),
    root: emptySelector(context),
    selectors: [],
  };
}

/** Only the names of commands and categories are repeated: what else is no rule may be a password. */
function shown(rule: Argument): string {
  return !isSecret(rule) && /^[+-]@?[A-Za-z|_-]{1,40}$/.test(rule) ? ` (${rule})` : '';
}

/** Redis joins the words between brackets (redis acl.c, ACLMergeSelectorArguments). */
function wholeRules(rules: readonly Argument[]): readonly Argument[] {
  const whole: Argument[] = [];
  let open: readonly string[] | undefined;
  for (const rule of rules) {
    if (isSecret(rule) || (open === undefined && !rule.startsWith('('))) {
      whole.push(rule);
      continue;
    }
    const joined = [...(open ?? []), rule];
    open = rule.endsWith(')') ? undefined : joined;
    if (open === undefined) whole.push(joined.join(' '));
  }
  if (open !== undefined) throw new UserError('a selector is left open; close it with )');
  return whole;
}

function addSecret(user: User, secret: Secret): undefined {
  user.secrets.set(secret.secret, secret);
  user.nopass = false;
}

/** What is wrong with a rule; undefined if it was applied (redis acl.c, ACLSetUser). */
function applyTo(user: User, rule: string, context: AclContext): string | undefined {
  if (rule === '') return undefined;
  if (rule === '#') return 'is a comment, which stands on a line of its own; move it above the line';
  if (rule.startsWith('(')) return addSelector(user, rule, context);
  if (/^[><#!]/.test(rule)) return applyPassword(user, rule);
  switch (rule.toLowerCase()) {
    case 'on':
    case 'off':
      user.on = rule.toLowerCase() === 'on';
      return undefined;
    case 'nopass':
      forgetPasswords(user);
      user.nopass = true;
      return undefined;
    case 'resetpass':
      return forgetPasswords(user);
    case 'sanitize-payload':
    case 'skip-sanitize-payload':
      user.sanitize = rule.toLowerCase() === 'sanitize-payload';
      return undefined;
    case 'clearselectors':
      user.selectors = [];
      return undefined;
    case 'reset':
      Object.assign(user, emptyUser(context));
      return undefined;
    default:
      return applyRule(user.root, rule, context);
  }
}

function forgetPasswords(user: User): undefined {
  user.hashes.clear();
  user.secrets.clear();
  user.nopass = false;
}

function applyPassword(user: User, rule: string): string | undefined {
  const [sign, text] = [rule.charAt(0), rule.slice(1)];
  const clear = sign === '>' || sign === '<';
  if (!clear && !/^[0-9a-f]{64}$/.test(text))
    return 'is no hash of a password: 64 digits and small letters a to f; write > before a password';
  const hash = clear ? hashOf(text) : text;
  if (sign === '>' || sign === '#') {
    user.hashes.add(hash);
    user.nopass = false;
    return undefined;
  }
  return user.hashes.delete(hash)
    ? undefined
    : 'takes away a password that the user does not have; remove it';
}

function addSelector(user: User, rule: string, context: AclContext): string | undefined {
  const selector = emptySelector(context);
  const rules = rule.slice(1, -1).split(' ').filter(Boolean);
  const problem = rules.map((one) => applyRule(selector, one, context)).find((found) => found !== undefined);
  user.selectors = [...user.selectors, selector];
  return problem;
}

function printUser({ on, nopass, sanitize, hashes, secrets, root, selectors }: User, context: AclContext) {
  return [
    on ? 'on' : 'off',
    ...(nopass ? ['nopass'] : []),
    ...(sanitize ? [] : ['skip-sanitize-payload']),
    ...[...hashes].toSorted().map((hash) => `#${hash}`),
    ...secrets.values(),
    ...printSelector(root, context),
    ...selectors.map((one) => `(${printSelector(one, context).join(' ')})`).toSorted(),
  ];
}
