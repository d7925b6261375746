/** The values that directives have in an environment: what the definition gives, else the version's default. */
import type { DirectiveValue } from '../redis/canonical.ts';
import { directiveArgs } from '../redis/canonical.ts';
import { type DirectiveSpec, type DocumentKind, findDirective } from '../redis/catalogue/index.ts';
import type { Directive } from '../redis/document.ts';
import { effectiveValue } from '../redis/effective.ts';
import { lineOf } from '../redis/form.ts';
import type { Environment } from './environment.ts';

/**
 * The canonical arguments of a directive that a definition may give: `redis.conf` and the plain directives of
 * `sentinel.conf`. Empty where nothing is set and the version has no default.
 */
export function valuesOf(environment: Environment, kind: DocumentKind, name: string): readonly string[] {
  const { version } = environment.redis;
  const lines = Object.entries(environment[kind].directives).flatMap(([given, value]) =>
    linesOf(findDirective(kind, version, given), environment, kind, value),
  );
  return (effectiveValue(lines, version, name, kind) ?? []).filter(
    (argument) => typeof argument === 'string',
  );
}

/** The same for a directive whose value is one number. */
export function numberOf(environment: Environment, kind: DocumentKind, name: string): number {
  return Number(valuesOf(environment, kind, name)[0]);
}

function linesOf(
  spec: DirectiveSpec | undefined,
  environment: Environment,
  kind: DocumentKind,
  value: DirectiveValue,
): readonly Directive[] {
  if (spec === undefined) return [];
  const { group } = environment.sentinel;
  return directiveArgs(spec, value).map((args) => lineOf(spec, group, args, `${kind}.directives`));
}
