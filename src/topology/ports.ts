import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** Problems of the ports: on a host that is both, Redis and Sentinel cannot share one. */
export function portProblems(
  redis: number,
  sentinel: number,
  hosts: EnvironmentDefinition['hosts'],
): readonly FieldProblem[] {
  const both = Object.keys(hosts).find((name) => isDataHostAndSentinel(hosts[name]?.roles ?? []));
  if (redis !== sentinel || both === undefined) return [];
  return [
    {
      field: 'sentinel.port',
      message: `${sentinel} is redis.port too, and ${both} runs both; give each its own`,
    },
  ];
}

function isDataHostAndSentinel(roles: readonly string[]): boolean {
  return roles.includes('sentinel') && roles.some((role) => role !== 'sentinel');
}
