import { ExitCode } from '../../../base/errors.ts';
import { Group } from '../../../group/group.ts';
import { type GroupHealth, groupHealth } from '../../../group/health.ts';
import { connect } from '../../../local/connection.ts';
import { cloudsOfMachine, describeEntry, findCloudOf, notUp } from '../../../local/find-cloud.ts';
import type { HostStatus } from '../../../local/index.ts';
import type { CloudEntry } from '../../../local/registry.ts';
import { type RunningEnvironment, runningEnvironment } from '../../../local/running.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';
import { groupReport } from './group-report.ts';

export default command({
  positionals: {
    env: { type: 'string', describe: 'an environment', defaultDescription: 'all that this machine has up' },
  },
  options: { format: formats() },
  examples: [
    ['local status', 'Every environment that is up'],
    ['local status lab --format json', 'One, for a program'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    const found = env === undefined ? cloudsOfMachine() : [await findCloudOf(env)];
    const up = found.filter((entry) => entry !== undefined);
    const known = env === undefined ? up.filter(isKnownHere) : up;
    const states = await Promise.all(known.map((entry) => stateOf(entry, env)));
    return {
      data: { environments: states.map(dataOf) },
      report:
        states.length === 0
          ? [paragraph(env === undefined ? 'no environment is up here' : notUp(env))]
          : states.flatMap(reportOf),
      notes: up.filter((entry) => !known.includes(entry)).map(describeEntry),
      exitCode: states.every(({ health }) => health.problems.length === 0) ? ExitCode.done : ExitCode.failed,
    };
  },
});

/** What Terraform deployed from another folder has its definition there. */
function isKnownHere({ file, folder }: CloudEntry): boolean {
  return file !== undefined || folder === process.cwd();
}

interface State extends RunningEnvironment {
  readonly entry: CloudEntry;
  readonly hosts: readonly HostStatus[];
  readonly health: GroupHealth;
}

async function stateOf(entry: CloudEntry, given = entry.name): Promise<State> {
  const cloud = connect(entry);
  const running = await runningEnvironment(cloud, given);
  using group = new Group(cloud, running.environment);
  const [hosts, health] = await Promise.all([cloud.hosts(), groupHealth(group)]);
  return { ...running, entry, hosts, health };
}

function dataOf({ environment, entry, isChanged, hosts, health }: State) {
  const { file = environment.file, user, folder } = entry;
  return { environment: environment.name, file, user, folder, isChanged, hosts, health };
}

function reportOf({ environment, entry, isChanged, hosts, health }: State) {
  return [
    paragraph(describeEntry(entry)),
    ...(isChanged
      ? [
          paragraph({
            text: `${environment.file} has changed since: these hosts are as it was; end them and boot them again to have it as it is`,
            tone: 'warning' as const,
          }),
        ]
      : []),
    ...groupReport(environment, hosts, health),
  ];
}
