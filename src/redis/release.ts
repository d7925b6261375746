/** Faults that some releases of a line have and later ones do not: the package of a line may be at any of them. */
import type { EngineVersion } from './catalogue/version.ts';
import type { DocumentKind } from './document.ts';

/** A fault of the releases of a line before the first without it. */
export interface ReleaseFault {
  readonly line: EngineVersion;
  /** The first release without it. */
  readonly fixed: string;
  readonly program: DocumentKind;
  /** Only who sets this directive to another value than `off` has the fault. @default everybody has it */
  readonly feature?: { readonly directive: string; readonly off: string };
  /** What may happen, as a clause. */
  readonly fault: string;
  readonly source: string;
}

const NAMES = {
  program: 'redis',
  feature: { directive: 'tls-auth-clients-user', off: 'off' },
  fault: 'a name with a NUL byte in it logs in as another user',
  source: 'release notes of Redis 8.6.6, 8.8.2 and 8.10.1',
} as const;

/** The first Valkey whose Sentinels hand over by themselves and do not crash afterwards. */
export const COORDINATES_SINCE = '9.1.1';

/** Every known fault that decides what an operator does. */
export const RELEASE_FAULTS: readonly ReleaseFault[] = [
  { ...NAMES, line: '8.6', fixed: '8.6.6' },
  { ...NAMES, line: '8.8', fixed: '8.8.2' },
  { ...NAMES, line: '8.10', fixed: '8.10.1' },
  {
    line: 'valkey-9.1',
    fixed: COORDINATES_SINCE,
    program: 'sentinel',
    fault: 'a coordinated failover may end its Sentinel, so none is asked for',
    source: 'valkey-io/valkey#4068; measured with 9.1.2, also over data hosts of Redis',
  },
  {
    line: 'valkey-9.1',
    fixed: '9.1.1',
    program: 'redis',
    fault: 'it writes the rule alldbs into its file, which other releases cannot read',
    source: 'valkey-io/valkey#3964',
  },
];

/** The faults of a release that runs, but for those of features. */
export function faultsOf(
  line: EngineVersion | undefined,
  release: string,
  program: DocumentKind,
): readonly ReleaseFault[] {
  return RELEASE_FAULTS.filter(
    (one) =>
      one.line === line &&
      one.program === program &&
      one.feature === undefined &&
      !isReleaseSince(release, one.fixed),
  );
}

/** True for a release, such as `9.1.2`, that is this one or a later one of its engine; never for one that is not told whole. */
export function isReleaseSince(release: string, first: string): boolean {
  const [numbers, least] = [release, first].map((text) => text.split('.').map(Number));
  if (numbers === undefined || least === undefined || numbers.length < least.length) return false;
  const at = least.findIndex((number, place) => numbers[place] !== number);
  return at < 0 || (numbers[at] ?? 0) > (least[at] ?? 0);
}
