import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** Problems of the roles: exactly one first primary, and no host that is two things at once. */
export function roleProblems({ hosts }: EnvironmentDefinition): readonly FieldProblem[] {
  const primaries = Object.keys(hosts).filter((name) => hosts[name]?.roles.includes('primary'));
  return [
    ...primaryProblems(primaries),
    ...Object.entries(hosts).flatMap(([name, { roles, priority, volume }]) => {
      const field = `hosts.${name}.roles`;
      const shown = roles.length === 0 ? 'empty' : roles.join(', ');
      if (roles.length === 0 || new Set(roles).size < roles.length || isBoth(roles))
        return [
          {
            field,
            message: `is ${shown}; give primary or replica, sentinel, or one of the first two and sentinel`,
          },
        ];
      return roles.every((role) => role === 'sentinel') ? onlyForData(name, { priority, volume }) : [];
    }),
  ];
}

function primaryProblems(primaries: readonly string[]): readonly FieldProblem[] {
  if (primaries.length === 1) return [];
  const message =
    primaries.length === 0
      ? 'no host has the role primary; give it to the host that starts as primary on the very first boot'
      : `${primaries.join(' and ')} have the role primary; keep it on one and make the others replicas`;
  return [{ field: 'hosts', message }];
}

function isBoth(roles: readonly string[]): boolean {
  return roles.includes('primary') && roles.includes('replica');
}

function onlyForData(
  host: string,
  fields: Readonly<Record<string, number | string | undefined>>,
): readonly FieldProblem[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({
      field: `hosts.${host}.${name}`,
      message: `is ${value} on a host without data; leave it out`,
    }));
}
