/** The options of the group that a Sentinel is given when it is told to watch it. */
import { isSecret } from '../../redis/document.ts';
import { optionOf } from '../../redis/option.ts';
import { hostDocuments } from '../../render/documents.ts';
import { type Environment, sentinelHosts } from '../../topology/environment.ts';

/** A name and its values: `['auth-pass', <the password>]`. */
export type GroupOption = readonly string[];

/** Sentinel refuses to be told of them while it runs (redis sentinel.c, sentinelSetCommand, deny-scripts-reconfig). */
const SCRIPTS = ['notification-script', 'client-reconfig-script'];

/** The options as the definition has them, beside whom to watch and the scripts. @param password what servers ask of Sentinels */
export function groupOptions(environment: Environment, password: string): readonly GroupOption[] {
  return linesOf(environment)
    .filter(({ name }) => name !== 'monitor' && !SCRIPTS.includes(name))
    .map(({ name, args }) => [name, ...args.map((arg) => (isSecret(arg) ? password : arg))]);
}

/** The scripts that the definition gives the Sentinels, by the names of their options. */
export function scriptsOf(environment: Environment): readonly string[] {
  return linesOf(environment)
    .map(({ name }) => name)
    .filter((name) => SCRIPTS.includes(name));
}

/** All Sentinels of a group have the same. */
function linesOf(environment: Environment) {
  const [host] = sentinelHosts(environment);
  const document = host === undefined ? [] : (hostDocuments(environment, host).sentinel ?? []);
  return document
    .map((line) => optionOf(line, 'sentinel', environment.redis.version))
    .filter(({ group }) => group !== undefined);
}
