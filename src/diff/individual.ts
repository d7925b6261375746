import type { Setting } from './setting.ts';

/** What every host has its own of: as many differences as hosts, none of them a decision. */
const INDIVIDUAL: ReadonlySet<string> = new Set([
  ...['bind', 'replicaof', 'replica-announce-ip'],
  ...['monitor', 'myid', 'announce-ip'],
]);

/** True for a setting that every host has its own of. */
export function isIndividual({ spec: { name }, part }: Setting): boolean {
  return INDIVIDUAL.has(name) && part !== 'quorum';
}
