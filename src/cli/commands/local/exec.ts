import type { ChildProcess } from 'node:child_process';
import { UsageError } from '../../../base/errors.ts';
import { exitStatus } from '../../../base/exit-status.ts';
import { cloudWithHost } from '../../../local/find-cloud.ts';
import { verbatim } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments, hosts } from '../../suggest.ts';

export default command({
  positionals: { host: { type: 'string', demandOption: true, describe: 'a host, or router' } },
  options: {
    env: { type: 'string', requiresArg: true, describe: 'the environment, where several are up' },
    format: formats(),
  },
  examples: [
    ['local exec ns -- redis-cli info server', 'Ask the Redis of ns'],
    ['local exec ctrl -- sh', 'Look around on ctrl'],
  ],
  suggests: { host: hosts, env: environments },
  runsCommand: true,
  async run({ host, env, format, '--': argv = [] }) {
    if (argv.length === 0)
      throw new UsageError(
        `there is no command for ${host}; write it behind --, as in vedette local exec ${host} -- redis-cli ping`,
      );
    const cloud = await cloudWithHost(host, env);
    if (format === 'human')
      return { data: {}, report: [], exitCode: await exitCodeOf(await cloud.spawn(host, argv, 'inherit')) };
    const { status, stdout, stderr } = await cloud.exec(host, argv);
    const printed = [stdout, stderr].filter((text) => text !== '').map((text) => verbatim('text', text));
    return { data: { host, command: argv, status, stdout, stderr }, report: printed, exitCode: status };
  },
});

function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitStatus(code, signal)));
  });
}
