/** Documents from anywhere without their secrets. */

import { type Argument, type Directive, type Document, isSecret, type Secret, secret } from './document.ts';
import { type Option, optionOfAnyVersion } from './option.ts';
import { hashOf } from './password.ts';

/** Puts references in the place of all secrets of a document. */
export type Redactor = (document: Document) => Document;

/** Rules of a user that hold a password or its hash (redis acl.c, ACLSetUser). */
const PASSWORD_RULE = /^[><#!]/;

/** The reference for a secret value under a key. */
type Refer = (key: string, value: string) => Secret;

/**
 * Puts references in the place of all secrets of a document. Documents that are compared with each other need one
 * {@link redactor} for all of them.
 */
export function redact(document: Document): Document {
  return redactor()(document);
}

/** Secrets that have a reference already, each by `#` and its hash, whether a document holds it or its hash. */
export type KnownSecrets = ReadonlyMap<string, Secret>;

/** A password that has a reference. */
export function knownPassword(password: string, reference: Secret): KnownSecrets {
  return new Map([[hashRule(`>${password}`), reference]]);
}

/**
 * Makes a redactor. A reference is the key of the secret: `requirepass`, `user/app`, `sentinel/mymaster/auth-pass`.
 * Of one redactor, equal values under a key have equal references, and another value has another one (`requirepass.2`):
 * what has changed can be told, and nothing of a value is in the result. The arguments of a directive that nobody knows
 * are secrets too. An empty text is none: it says that there is no password.
 *
 * @param known what has its reference, under whatever key it is found. @default nothing
 */
export function redactor(known: KnownSecrets = new Map()): Redactor {
  const refer = references(known);
  return (document) => document.map((line) => redactLine(line, refer));
}

function references(known: KnownSecrets): Refer {
  const made = new Map<string, Map<string, Secret>>();
  return (key, value) => {
    const given = known.get(value) ?? known.get(hashRule(`>${value}`));
    if (given !== undefined) return given;
    const values = made.get(key) ?? new Map<string, Secret>();
    made.set(key, values);
    const found = values.get(value) ?? secret(values.size === 0 ? key : `${key}.${values.size + 1}`);
    values.set(value, found);
    return found;
  };
}

function redactLine(line: Directive, refer: Refer): Directive {
  const option = optionOfAnyVersion(line);
  if (option.spec !== undefined && !option.spec.secret) return line;
  const key = isDefaultUser(option) ? 'requirepass' : keyOf(line, option);
  const first = line.args.length - option.args.length;
  // `sentinel auth-pass <password>`: the group was forgotten, and the password stands in its place.
  const from = option.spec?.form === 'group' && option.args.length === 0 ? first - 1 : first;
  const args = line.args.map((argument, index) =>
    index >= from && isSecretValue(option, argument, index - first)
      ? referTo(argument, key, identify(option), refer)
      : argument,
  );
  return { ...line, args };
}

function isSecretValue({ spec }: Option, argument: Argument, index: number): boolean {
  if (isSecret(argument) || argument === '') return false;
  if (spec?.name === 'user') return PASSWORD_RULE.test(argument);
  return spec?.name === 'rename-command' || spec?.name === 'loadmodule' ? index !== 0 : true;
}

function referTo(argument: Argument, key: string, identityOf: Identify, refer: Refer): Argument {
  return isSecret(argument) ? argument : refer(key, identityOf(argument));
}

/** What makes two values of a key the same secret. */
type Identify = (value: string) => string;

/** A user has the password that a rule holds, or of which it holds the hash; requirepass is that of the user default. */
function identify({ spec }: Option): Identify {
  if (spec?.name === 'requirepass') return (value) => hashRule(`>${value}`);
  return spec?.name === 'user' ? hashRule : (value) => value;
}

/** `#` and the hash, or `!` and the hash of a password that is taken away. */
function hashRule(rule: string): string {
  const hash = rule.slice(1);
  if (rule.startsWith('>')) return `#${hashOf(hash)}`;
  return rule.startsWith('<') ? `!${hashOf(hash)}` : rule;
}

function isDefaultUser({ spec, args: [user] }: Option): boolean {
  return spec?.name === 'user' && user === 'default';
}

/** Only the name of a user and the old name of a command are shown beside the name of the directive. */
function keyOf({ name: word }: Directive, { name, spec, group, args }: Option): string {
  const [first = ''] = args;
  const named = spec?.repetition === 'separate' && !isSecret(first) && !PASSWORD_RULE.test(first);
  const groupName = group === undefined || args.length === 0 ? undefined : group;
  return [word === 'sentinel' ? word : undefined, groupName, spec?.name ?? name, named ? first : undefined]
    .filter((part) => part !== undefined && !isSecret(part) && part !== '')
    .map((part) => String(part).replaceAll(/[^A-Za-z0-9._-]/g, '-'))
    .join('/');
}
