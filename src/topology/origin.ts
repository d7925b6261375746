import type { EnvironmentDefinition } from '../definition/environment.ts';

/** Says where a value comes from: the field that a person wrote, or `default`. */
export function originOf(definition: EnvironmentDefinition, field: string): string {
  return isGiven(definition, field.split('.')) ? field : 'default';
}

/** True where a person wrote something at these steps. */
export function isGiven(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined;
  return (
    typeof value === 'object' &&
    value !== null &&
    isGiven(Object.getOwnPropertyDescriptor(value, step)?.value, rest)
  );
}
