import { messageOf } from '../base/errors.ts';
import { chosenEngine } from '../definition/engine.ts';
import type { Directives, EnvironmentDefinition } from '../definition/environment.ts';
import { directiveArgs } from '../redis/canonical.ts';
import {
  type DocumentKind,
  type EngineVersion,
  findDirective,
  nearestDirective,
  titleOf,
} from '../redis/catalogue/index.ts';
import type { FieldProblem } from './field-problem.ts';

/** Problems of the directives that a person wrote: unknown, owned by vedette, or with a value Redis refuses. */
export function directiveProblems(definition: EnvironmentDefinition): readonly FieldProblem[] {
  const { redis, sentinel } = definition;
  const { version } = chosenEngine(definition);
  return [
    ...problemsOf('redis', version, redis?.directives ?? {}),
    ...problemsOf('sentinel', version, sentinel.directives ?? {}),
  ];
}

function problemsOf(
  kind: DocumentKind,
  version: EngineVersion,
  directives: Directives,
): readonly FieldProblem[] {
  const names = Object.keys(directives);
  return Object.entries(directives).flatMap(([name, value], at) => {
    const field = `${kind}.directives.${name}`;
    const spec = findDirective(kind, version, name);
    if (spec === undefined) {
      const near = nearestDirective(kind, version, name);
      return [
        { field, message: `is not a directive of ${kind}.conf in ${titleOf(version)}; ${advice(near)}` },
      ];
    }
    if (spec.owned !== undefined) return [{ field, message: `can't be set here; ${spec.owned}` }];
    const same = names.slice(0, at).find((other) => findDirective(kind, version, other) === spec);
    if (same !== undefined) return [{ field, message: `means the same as ${same}; give one of them` }];
    try {
      directiveArgs(spec, value);
      return [];
    } catch (error) {
      return [{ field, message: messageOf(error) }];
    }
  });
}

function advice(near: string | undefined): string {
  return near === undefined
    ? 'look its name up in the documentation of that version'
    : `did you mean ${near}?`;
}
