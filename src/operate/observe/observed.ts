/** What is known of the programs of a group. */
import type { HostProgram } from '../../diff/snapshot.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import type { HostFile } from './file.ts';

/** A program of a host of which nothing is known. */
export interface UnobservedProgram {
  readonly host: string;
  readonly program: DocumentKind;
  /** Why not, as a clause: `Redis on ns does not answer`. */
  readonly unknown: string;
}

/** A program of a host that told what it runs with. */
export interface ObservedProgram {
  readonly host: string;
  readonly program: DocumentKind;
  readonly version: EngineVersion;
  /** Engine and release: `Redis 7.0.15`. */
  readonly engine: string;
  /**
   * What runs: what the program told, and of what it cannot tell, what its file says. Settings at their default are not
   * in it, and secrets are references: the password that hosts should have is that of a definition.
   */
  readonly running: HostProgram;
  readonly file: HostFile;
  /** The directives that the program told; undefined where its file tells the others, so that all are known. */
  readonly onlyKnown: ReadonlySet<string> | undefined;
  /** Settings that the program told, and the catalogue does not know. */
  readonly strange: readonly string[];
  /** True for a replica that is not in sync with its primary. */
  readonly isCatchingUp: boolean;
}

/** A program of a host as it was seen. */
export type Observed = ObservedProgram | UnobservedProgram;

/** True for a program of which something is known. */
export function isObserved(one: Observed): one is ObservedProgram {
  return 'running' in one;
}

/** True for a directive whose value is known of a program. */
export function knows({ onlyKnown }: ObservedProgram, directive: string): boolean {
  return onlyKnown === undefined || onlyKnown.has(directive);
}
