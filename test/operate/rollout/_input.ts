/** What a roll-out is planned from, where some programs run with an earlier definition and others with the present one. */
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
import { judgeDrift } from '../../../src/operate/drift/drift.ts';
import type { MachineChange, MachinesPlan } from '../../../src/operate/machines.ts';
import type { Observed } from '../../../src/operate/observe/observed.ts';
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed as Told } from '../../../src/operate/status/status.ts';
import { dataHosts, type Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { wellObserved, withRedis } from '../status/_observed.ts';

/** Three hosts with data, two of which are Sentinels, and three that are Sentinels alone. */
export const MIXED: EnvironmentDefinition = {
  name: 'mixed',
  sentinel: { quorum: 3 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    data1: { roles: ['primary', 'sentinel'] },
    data2: { roles: ['replica', 'sentinel'], priority: 50 },
    data3: { roles: ['replica'] },
    watch1: { roles: ['sentinel'] },
    watch2: { roles: ['sentinel'] },
    watch3: { roles: ['sentinel'] },
  },
};

/** How a group differs from its definition. */
export interface Case {
  readonly before: EnvironmentDefinition;
  readonly after: EnvironmentDefinition;
  /** The programs that run with the definition of before, as `data1 redis`. @default all */
  readonly behind?: (program: string) => boolean;
  readonly machines?: readonly MachineChange[];
  /** What the programs told, where they are not well. */
  readonly told?: (well: Told) => Told;
  /** What it was last brought to, where somebody or something has changed it since. @default before */
  readonly brought?: EnvironmentDefinition;
  /** True where it was brought to the definition of before by nobody who wrote it down. @default false */
  readonly isBaseUnknown?: boolean;
}

export const resolved = (definition: EnvironmentDefinition): Environment =>
  resolveEnvironment(definition, `stacks/${definition.name}.ts`);

/** The input of a plan for it. */
export function inputOf({
  before,
  after,
  behind = () => true,
  machines = [],
  told,
  brought = before,
  isBaseUnknown,
}: Case): RolloutInput {
  const [base, environment] = [resolved(brought), resolved(after)];
  const [olds, news] = [snapshotOf(resolved(before)).programs, snapshotOf(environment).programs];
  const observed = news.flatMap((program): Observed[] => {
    const old = olds.find((one) => one.host === program.host && one.program === program.program);
    const running = behind(`${program.host} ${program.program}`) ? old : program;
    if (running === undefined) return [];
    return [
      {
        host: running.host,
        program: running.program,
        version: running.version,
        engine: 'of a test',
        running,
        file: { path: `${running.program}.conf`, content: running, leftOut: [] },
        onlyKnown: undefined,
        strange: [],
        isCatchingUp: false,
      },
    ];
  });
  const well = dataHosts(environment)
    .slice(1)
    .reduce(
      (told, { name, data }) => withRedis(told, name, { priority: data.priority }),
      wellObserved(environment),
    );
  const known = isBaseUnknown === true ? undefined : base;
  return {
    environment,
    running: environment,
    base: known,
    standsIn: false,
    status: judgeStatus(environment, told === undefined ? well : told(well)),
    drift: judgeDrift(observed, { now: environment, base: known, standsIn: false }),
    present: environment.hosts.map(({ name, address }) => ({ host: name, address })),
    machines: planned(machines),
  };
}

function planned(hosts: readonly MachineChange[]): MachinesPlan {
  return { hosts, rest: [], last: [], refusals: [] };
}

/** With other directives of Redis. */
export function withDirectives(
  definition: EnvironmentDefinition,
  directives: Readonly<Record<string, string | number>>,
): EnvironmentDefinition {
  return {
    ...definition,
    redis: { ...definition.redis, directives: { ...definition.redis?.directives, ...directives } },
  };
}
