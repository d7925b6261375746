import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { UsageError } from '../../../errors.ts';
import { command } from '../../command.ts';
import { cloudWithHost } from '../../local-clouds.ts';

export default command({
  positionals: { host: { type: 'string', demandOption: true, describe: 'a host, or router' } },
  options: { env: { type: 'string', requiresArg: true, describe: 'the environment, where several are up' } },
  async run({ host, env, '--': argv = [] }) {
    if (argv.length === 0) throw new UsageError(`there is no command for ${host}; write it after --`);
    const cloud = await cloudWithHost(host, env);
    const child = await cloud.spawn(host, argv, 'inherit');
    return { data: {}, report: [], exitCode: await exitCodeOf(child) };
  },
});

/** As a shell tells it: a signal counts as 128 and its number. */
function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
