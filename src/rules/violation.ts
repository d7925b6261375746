/** Small helpers that rules share. */
import type { Configuration, Group, Server } from './configuration.ts';
import type { ConfigurationRule, Violation } from './rule.ts';

/** One violation if the condition holds. */
export function violatedWhen(broken: boolean, violation: Violation): readonly Violation[] {
  return broken ? [violation] : [];
}

/** `1 Sentinel`, `2 Sentinels`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Judges every server of a configuration by itself. */
export function eachServer(judge: (server: Server) => readonly Violation[]): ConfigurationRule['check'] {
  return ({ servers }: Configuration) => servers.flatMap(judge);
}

/** Judges a group as each of its Sentinels has it. */
export function eachGroup(judge: (group: Group) => readonly Violation[]): ConfigurationRule['check'] {
  return ({ groups }: Configuration) => groups.flatMap(judge);
}
