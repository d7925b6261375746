/** Commands that do one thing to one host of a cloud that is up. */
import { cloudOf, hostOf } from '../../../local/find-cloud.ts';
import type { HostStatus, LocalCloud } from '../../../local/index.ts';
import { paragraph } from '../../../report/elements.ts';
import { type Command, command, type Example, formats } from '../../command.ts';
import { environments, hosts } from '../../suggest.ts';

/** The host that a command is about. */
export const HOST_ARGUMENT = { type: 'string', demandOption: true, describe: 'one of its hosts' } as const;

/** The environment that a command is about. */
export const UP_ARGUMENT = {
  type: 'string',
  demandOption: true,
  describe: 'an environment that is up',
} as const;

/** Declares a command that acts on a host, and says in one sentence what it did. */
export function hostCommand(
  act: (cloud: LocalCloud, host: string) => Promise<unknown>,
  sentence: (host: HostStatus, environment: string) => string,
  example: Example,
): Command {
  return command({
    positionals: { env: UP_ARGUMENT, host: HOST_ARGUMENT },
    options: { format: formats() },
    examples: [example],
    suggests: { env: environments, host: hosts },
    async run({ env, host }) {
      const cloud = await cloudOf(env);
      const status = await hostOf(cloud, host);
      await act(cloud, host);
      const did = sentence(status, cloud.name);
      const { state } = await hostOf(cloud, host);
      return { data: { environment: cloud.name, host, state, did }, report: [paragraph(did)] };
    },
  });
}
