/** What a plan is refused for, and what a person may let it do all the same. */

/** The guards that a person may overrule, by the name that `--allow` takes. */
export const OVERRULABLE = [
  'older-state',
  'unknown-change',
  'sentinel-majority',
  'current-primary',
  'all-data-hosts',
  'only-data-host',
  'data-volume',
] as const;

/** A guard that a person may overrule. */
export type Overrulable = (typeof OVERRULABLE)[number];

/**
 * Those of them that refuse a roll-out too. The others are about hosts that are down at the same time, or that are primary:
 * who does one after the other sees to that.
 */
export const OVERRULABLE_IN_ROLLOUT = [
  'older-state',
  'unknown-change',
  'data-volume',
] as const satisfies readonly Overrulable[];

/** The guards that nobody overrules: what they refuse means nothing, is of another environment, or loses data for good. */
export const FINAL = [
  'errored-plan',
  'incomplete-plan',
  'foreign-state',
  'impossible-change',
  'protected',
  'protected-data',
] as const;

/** True for a guard that is heeded in a roll-out. */
export function refusesRollout(guard: Guard): boolean {
  return [...FINAL, ...OVERRULABLE_IN_ROLLOUT].some((heeded) => heeded === guard);
}

/** A guard. */
export type Guard = Overrulable | (typeof FINAL)[number];

/** Why a plan is not applied. */
export interface Refusal {
  readonly guard: Guard;
  /** True where nobody may overrule it. */
  readonly isFinal: boolean;
  /** A clause, without a full stop. */
  readonly reason: string;
  /** What to do, as one too. */
  readonly remedy: string;
}

/** How a guard is overruled. */
export function allow(guard: Overrulable, where: string): string {
  return `give --allow ${guard} where ${where}`;
}
