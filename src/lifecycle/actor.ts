/** Who changes the register, and for what. */
import { hostname } from 'node:os';
import { onOneLine } from '../base/errors.ts';
import { userName } from '../base/user.ts';
import { presentCommit } from '../diff/source/history.ts';

/** Who does something, when, and with which definitions. */
export interface Actor {
  /** A run of CI, by its address, or a person and a machine: `ada@laptop`. */
  readonly name: string;
  /** The person, or the user that CI runs as. */
  readonly user: string;
  /** The commit of the present folder; undefined where there is none. */
  readonly commit: string | undefined;
  readonly now: Date;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Whoever runs this command. */
export function thisActor(now: Date): Actor {
  const user = userName();
  return {
    name: onOneLine(runOf(process.env) ?? `${user}@${hostname()}`),
    user,
    commit: presentCommit('.'),
    now,
  };
}

/** The address of the run, in the variables of the CI (GitHub Actions, GitLab and Jenkins); undefined outside of any. */
export function runOf(variables: Variables): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = variables;
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return variables.CI_JOB_URL || variables.BUILD_URL || undefined;
}
