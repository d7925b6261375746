/** Whether a version knows what rules name, before a server is asked. */
import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { EngineVersion } from '../catalogue/version.ts';
import type { DocumentKind } from '../document.ts';
import { commandsOf } from './commands.ts';
import { membersOf } from './selector.ts';
import { canonicalRules } from './user.ts';

/** A rule that a server of the version refuses. */
export interface RuleProblem {
  readonly rule: string;
  /** Why, and what to do, as the end of a sentence that begins with the rule. */
  readonly problem: string;
}

/**
 * The rules that a version does not understand, each by itself: an unknown command or category with the nearest known name.
 * What commands a version has that was not asked, nobody knows: there an unknown name is no problem.
 *
 * @param kind whose port the user is for. @default 'redis'
 */
export function checkRules(
  version: EngineVersion,
  rules: readonly string[],
  kind: DocumentKind = 'redis',
): readonly RuleProblem[] {
  return rules.flatMap((rule) => {
    const problem = problemOf(rule, version, kind);
    return problem === undefined ? [] : [{ rule, problem }];
  });
}

function problemOf(rule: string, version: EngineVersion, kind: DocumentKind): string | undefined {
  try {
    canonicalRules([rule], { version, kind, modules: false, allChannels: false });
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const near = nearestName(rule, version, kind);
    const problem = error.message.replace(/^rule 1(?: \([^)]*\))? /, '');
    return near === undefined ? problem : problem.replace('check its name', `did you mean ${near}?`);
  }
}

/** The rule with the nearest name that is known in the place of its own. */
function nearestName(rule: string, version: EngineVersion, kind: DocumentKind): string | undefined {
  const [, sign, name = ''] = /^([+-]@?)(.*)$/.exec(rule.toLowerCase()) ?? [];
  if (sign === undefined) return undefined;
  const context = { version, kind, modules: false, allChannels: false };
  const known = sign.endsWith('@') ? membersOf(context).keys() : commandsOf(version, kind).keys();
  const near = nearest(name, known);
  return near === undefined ? undefined : `${sign}${near}`;
}
