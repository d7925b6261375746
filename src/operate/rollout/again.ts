/** The command that goes on with a roll-out that has not come to its end. */

/** What a roll-out was given that the group does not show. */
export interface Given {
  /** Hosts that are still to be made anew because somebody asked for it. */
  readonly replace: readonly string[];
  /** Guards that were overruled. */
  readonly allow: readonly string[];
  /** True where errors of rules were overruled. */
  readonly anyway: boolean;
}

/** `vedette rollout staging --replace data2`. */
export function rolloutAgain(name: string, { replace, allow, anyway }: Given): string {
  return [
    `vedette rollout ${name}`,
    ...replace.map((host) => `--replace ${host}`),
    ...allow.map((guard) => `--allow ${guard}`),
    ...(anyway ? ['--anyway'] : []),
  ].join(' ');
}
