/** What commands need of the machine that they run on, as one table. */
import {
  type Found,
  findAwsCredentials,
  findCdktf,
  findGit,
  findHostPrograms,
  findNamespaces,
  findNode,
  findRedis,
  findRights,
  findTerraform,
} from './probes.ts';

/** What somebody may want to do that needs more than Node. */
export const USES = ['diff', 'local', 'demo', 'run', 'deploy'] as const;

export type Use = (typeof USES)[number];

/** The command of each use. */
export const LINES: Readonly<Record<Use, string>> = {
  diff: 'vedette diff --since',
  local: 'vedette local up',
  demo: 'vedette demo',
  run: 'vedette local run -- cdktf deploy',
  deploy: 'cdktf deploy',
};

/** Something that a machine has or lacks. */
export interface Check {
  readonly name: string;
  /** What does not work without it. */
  readonly neededBy: readonly Use[];
  /** What works without it too, in another way. @default nothing */
  readonly usedBy?: readonly Use[];
  /** Looks for it, and changes nothing. */
  readonly find: () => Promise<Found>;
}

/** A check with what was found. */
export interface Checked extends Omit<Check, 'find'>, Found {}

const HOSTS = ['local', 'demo', 'run'] as const;

export const CHECKS: readonly Check[] = [
  { name: 'Node', neededBy: ['diff', ...HOSTS, 'deploy'], find: findNode },
  { name: 'git', neededBy: ['diff'], find: findGit },
  { name: 'root on Linux', neededBy: HOSTS, find: findRights },
  { name: 'namespaces and overlay', neededBy: HOSTS, find: findNamespaces },
  { name: 'programs of hosts', neededBy: HOSTS, find: findHostPrograms },
  { name: 'Redis', neededBy: HOSTS, find: findRedis },
  { name: 'Terraform or OpenTofu', neededBy: ['run', 'deploy'], usedBy: ['demo'], find: findTerraform },
  { name: 'cdktf-cli', neededBy: ['run', 'deploy'], usedBy: ['demo'], find: findCdktf },
  { name: 'AWS credentials', neededBy: ['deploy'], find: findAwsCredentials },
];

/** Looks for everything that a use needs, or for all there is. */
export function checkMachine(use: Use | undefined): Promise<readonly Checked[]> {
  const wanted = CHECKS.filter(
    ({ neededBy, usedBy = [] }) => use === undefined || [...neededBy, ...usedBy].includes(use),
  );
  return Promise.all(wanted.map(async ({ find, ...check }) => ({ ...check, ...(await find()) })));
}

/** What keeps a use from working. */
export function lacking(checked: readonly Checked[], use: Use): readonly Checked[] {
  return checked.filter(({ isThere, neededBy }) => !isThere && neededBy.includes(use));
}
