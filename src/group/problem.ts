/** What is not as it should be with a group: of which kind, whose it is, and in words. Whoever decides goes by the first two. */

/** The kinds. */
export type ProblemKind =
  /** A program does not answer, or what it would tell is not known. */
  | 'silent'
  /** The Sentinels do not name one primary. */
  | 'no-primary'
  /** A host has another role than the Sentinels say, or follows another one. */
  | 'role'
  /** A Sentinel finds the primary down, or a failover goes on. */
  | 'failover'
  /** A Sentinel counts more or fewer others than there are. */
  | 'sentinels-known'
  /** A Sentinel does not know another one, or finds it down. */
  | 'sentinel-missing'
  /** A Sentinel does not know a replica. */
  | 'replica-missing'
  /** Somebody who is not declared is known, or follows. */
  | 'stranger'
  /** A Sentinel names another primary, or of another failover, than the others. */
  | 'split'
  /** A Sentinel has another id than it is to have. */
  | 'myid'
  /** A Sentinel cannot do its work for now. */
  | 'sentinel-unable'
  /** A Sentinel has another quorum than the definition. */
  | 'quorum'
  /** A data host has another priority than the definition. */
  | 'priority'
  /** A data host has priority 0 and is to have another, or a Sentinel takes it for one. */
  | 'held-back'
  /** A primary has fewer replicas that acknowledge than there are. */
  | 'acknowledged'
  /** A replica is not in sync, or behind. */
  | 'out-of-sync'
  /** A data host could not write what is kept. */
  | 'unwritten'
  /** A data host lets clients wait: it loads its data, or somebody pauses them. */
  | 'waiting'
  /** A data host runs an engine that nobody knows, or that the primary's data do not fit. */
  | 'engine'
  /** A data host has too little memory. */
  | 'memory';

/** Something that is not as it should be. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The declared hosts whose it is: if one of them is made anew, it may be gone. Empty where it is of the group as a whole. */
  readonly hosts: readonly string[];
  /** The address of whoever it is about and is not declared. @default nobody's */
  readonly address?: string;
  /** As a clause. */
  readonly text: string;
}

/** A problem of some hosts. */
export function problem(kind: ProblemKind, hosts: readonly string[], text: string): Problem {
  return { kind, hosts, text };
}

/** As they are told. */
export function textsOf(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ text }) => text);
}
