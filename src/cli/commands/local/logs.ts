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
    const parts = await partsOf(cloud, names);
    const logs = parts.map(({ end: _, ...log }) => log);
    return { data: { environment: cloud.name, logs }, report: [verbatim('text', mergedLogs(logs))] };
  },
});

/** What one program wrote since the part before. */
interface Part extends ProgramLog {
  /** Where the next part begins, in bytes. */
  readonly end: number;
}

/** Prints what is new until the cloud is gone, which is an error, or this process ends. */
async function print(cloud: LocalCloud, hosts: readonly string[]): Promise<never> {
  let parts: readonly Part[] = [];
  for (;;) {
    parts = await partsOf(cloud, hosts, parts);
    writeResult(mergedLogs(parts));
    await sleep(POLL_MS);
  }
}

async function partsOf(
  cloud: LocalCloud,
  hosts: readonly string[],
  before: readonly Part[] = [],
): Promise<readonly Part[]> {
  const each = hosts.map(async (host) => {
    const ends = before.filter((part) => part.host === host).map(({ program, end }) => [program, end]);
    const logs = await cloud.logs(host, Object.fromEntries(ends));
    return Object.entries(logs).map(([program, log]) => ({ host, program, ...log }));
  });
  return (await Promise.all(each)).flat();
}
