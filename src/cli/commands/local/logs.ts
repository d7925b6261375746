import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../../base/errors.ts';
import { writeResult } from '../../../base/stdout.ts';
import { cloudOf, hostOf } from '../../../local/find-cloud.ts';
import type { LocalCloud } from '../../../local/index.ts';
import { verbatim } from '../../../report/elements.ts';
import { mergedLogs, type ProgramLog } from '../../../report/logs.ts';
import { command, formats } from '../../command.ts';
import { environments, hosts } from '../../suggest.ts';
import { UP_ARGUMENT } from './on-host.ts';

const POLL_MS = 300;

export default command({
  positionals: {
    env: UP_ARGUMENT,
    host: { type: 'string', describe: 'one of its hosts', defaultDescription: 'all of them' },
  },
  options: {
    follow: { type: 'boolean', default: false, describe: 'go on with what they write, until Ctrl-C' },
    format: formats(),
  },
  examples: [
    ['local logs lab', 'Those of all hosts, in the order of their times'],
    ['local logs lab ctrl --follow', 'Those of one, as they are written'],
  ],
  suggests: { env: environments, host: hosts },
  async run({ env, host, follow, format }) {
    if (follow && format !== 'human')
      throw new UsageError(`--follow has no end, so it prints no ${format}; leave one of the two out`);
    const cloud = await cloudOf(env);
    const hosts = host === undefined ? await cloud.hosts() : [await hostOf(cloud, host)];
    const names = hosts.map(({ name }) => name);
    if (follow) return print(cloud, names);
    const logs = await logsOf(cloud, names);
    return { data: { environment: cloud.name, logs }, report: [verbatim('text', mergedLogs(logs))] };
  },
});

/** Prints what is new until the cloud is gone, which is an error, or this process ends. */
async function print(cloud: LocalCloud, hosts: readonly string[]): Promise<never> {
  let printed: readonly ProgramLog[] = [];
  for (;;) {
    const logs = await logsOf(cloud, hosts);
    writeResult(mergedLogs(logs.map((log) => ({ ...log, text: newIn(log, printed) }))));
    printed = logs;
    await sleep(POLL_MS);
  }
}

/** A log that is shorter than before has begun anew. */
function newIn({ host, program, text }: ProgramLog, printed: readonly ProgramLog[]): string {
  const before = printed.find((log) => log.host === host && log.program === program)?.text ?? '';
  return text.startsWith(before) ? text.slice(before.length) : text;
}

async function logsOf(cloud: LocalCloud, hosts: readonly string[]): Promise<readonly ProgramLog[]> {
  const each = hosts.map(async (host) =>
    Object.entries(await cloud.logs(host)).map(([program, text]) => ({ host, program, text })),
  );
  return (await Promise.all(each)).flat();
}
