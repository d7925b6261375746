import type { LocalCloudSpec } from '../src/local/index.ts';

/** Programs that scripts of FreeBSD hosts run under. */
export interface Tools {
  readonly sh: string;
  readonly awk: string;
}

/**
 * What stands nearer to FreeBSD's programs than the machine's. Its awk is the one-true-awk, Debian's original-awk. Its sh
 * descends from the Almquist shell: so does dash, the machine's, and busybox's from another branch. yash knows what POSIX
 * names and hardly more, so it finds what is the habit of a family of shells.
 */
export const TOOLS: readonly Tools[] = [
  { sh: 'busybox', awk: 'original-awk' },
  { sh: 'yash', awk: 'original-awk' },
];

/** How a title names them. */
export function titleOf({ sh, awk }: Tools): string {
  return `${sh} and ${awk}`;
}

/** The hosts of a cloud that run them: busybox and yash take the name they are called by for what they are to be. */
export function programsOf({ sh, awk }: Tools): Pick<LocalCloudSpec, 'programs'> {
  return { programs: { sh, awk } };
}
