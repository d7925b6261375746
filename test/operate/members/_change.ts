/** Groups that change who is in them: what is planned of that, and a model of what its steps do. */
import fc from 'fast-check';
import type { EnvironmentDefinition, HostDefinition } from '../../../src/definition/environment.ts';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
import { judgeDrift } from '../../../src/operate/drift/drift.ts';
import type { Observed } from '../../../src/operate/observe/observed.ts';
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed as Told } from '../../../src/operate/status/status.ts';
import { dataHosts, type Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { wellObserved } from '../status/_observed.ts';

/** A group as it runs, and as it is to be. */
export interface Change {
  readonly before: EnvironmentDefinition;
  readonly after: EnvironmentDefinition;
  /** Who leads now. @default the first data host */
  readonly primary?: string;
  /** What the programs told, where they are not well. */
  readonly told?: (well: Told) => Told;
}

/** A definition of these hosts. */
export function definitionOf(
  hosts: Readonly<Record<string, readonly ('data' | 'sentinel')[]>>,
  { quorum = 2, minReplicas = 0 }: { readonly quorum?: number; readonly minReplicas?: number } = {},
): EnvironmentDefinition {
  const first = Object.keys(hosts).find((name) => hosts[name]?.includes('data'));
  const defined = Object.entries(hosts).map(([name, roles]): [string, HostDefinition] => [
    name,
    {
      roles: roles.map((role) => (role === 'sentinel' ? role : name === first ? 'primary' : 'replica')),
      address: `10.0.0.${10 + NAMES.indexOf(name)}`,
    },
  ]);
  return {
    name: 'changing',
    redis: { minReplicasToWrite: minReplicas },
    sentinel: { quorum },
    network: { cidr: '10.0.0.0/24' },
    hosts: Object.fromEntries(defined),
  };
}

const NAMES = ['d1', 'd2', 'd3', 'd4', 's1', 's2', 's3', 's4', 's5'];

/** The input of a plan for it. */
export function inputOf({
  before,
  after,
  primary = dataOf(before)[0],
  told = (well) => well,
}: Change): RolloutInput {
  const [base, environment] = [before, after].map((definition) =>
    resolveEnvironment(definition, 'changing.ts'),
  );
  if (base === undefined || environment === undefined)
    throw new Error('two definitions give two environments');
  const isDeclared = (name: string): boolean => environment.hosts.some((host) => host.name === name);
  const kept = environment.hosts.filter(({ name }) => base.hosts.some((host) => host.name === name));
  const gone = base.hosts.filter(({ name }) => !isDeclared(name));
  const running: Environment = { ...environment, hosts: [...kept, ...gone] };
  const leading = running.hosts.toSorted(
    (one, other) => Number(other.name === primary) - Number(one.name === primary),
  );
  const observed = told(wellObserved({ ...running, sentinel: base.sentinel, hosts: leading }));
  const drifted = snapshotOf(base).programs.filter(({ host }) => isDeclared(host));
  return {
    environment,
    running,
    base,
    standsIn: false,
    status: judgeStatus(running, observed),
    drift: judgeDrift(drifted.map(runningAs), { now: environment, base, standsIn: false }),
    present: running.hosts.map(({ name, address }) => ({ host: name, address })),
    machines: { hosts: [], rest: [], last: [], refusals: [] },
  };
}

function runningAs(program: ReturnType<typeof snapshotOf>['programs'][number]): Observed {
  const { host, program: kind, version } = program;
  return {
    host,
    program: kind,
    version,
    engine: 'of a test',
    running: program,
    file: { path: `${kind}.conf`, content: program, leftOut: [] },
    onlyKnown: undefined,
    strange: [],
    isCatchingUp: false,
  };
}

/** Any two shapes of a group, of two data hosts or more and two Sentinels or more, one host in both. */
export const changes: fc.Arbitrary<Change> = fc
  .record({ before: shapes(), after: shapes() })
  .filter(({ before, after }) => dataOf(before).some((name) => dataOf(after).includes(name)))
  .chain((sides) => fc.constantFrom(...dataOf(sides.before)).map((primary) => ({ ...sides, primary })));

function shapes(): fc.Arbitrary<EnvironmentDefinition> {
  const data = fc.uniqueArray(fc.constantFrom<string>('d1', 'd2', 'd3', 'd4'), {
    minLength: 2,
    maxLength: 4,
  });
  const sentinels = fc.uniqueArray(fc.constantFrom(...NAMES.filter((name) => name !== 'd4')), {
    minLength: 2,
    maxLength: 6,
  });
  return fc
    .record({ data, sentinels, quorum: fc.nat(5), guard: fc.nat(3) })
    .map(({ data: holders, sentinels: watchers, quorum, guard }) => {
      // Whether d1 to d3 are Sentinels is theirs for good: another role is another machine.
      const watching = watchers.filter(
        (name) => !['d1', 'd3'].includes(name) && (name !== 'd2' || holders.includes('d2')),
      );
      const all = NAMES.filter(
        (name) => holders.includes(name) || watching.includes(name) || name === 's1' || name === 's2',
      );
      const roles = all.map((name): [string, readonly ('data' | 'sentinel')[]] => {
        if (name === 'd2') return [name, ['data', 'sentinel']];
        return [name, name.startsWith('d') ? ['data'] : ['sentinel']];
      });
      const sentinelCount = roles.filter(([, each]) => each.includes('sentinel')).length;
      return definitionOf(Object.fromEntries(roles), {
        quorum: 1 + (quorum % sentinelCount),
        minReplicas: guard % holders.length,
      });
    });
}

function dataOf({ hosts }: EnvironmentDefinition): readonly string[] {
  return Object.keys(hosts).filter((name) => hosts[name]?.roles.some((role) => role !== 'sentinel'));
}

/** The names of the data hosts of an environment. */
export function dataNames(environment: Environment): readonly string[] {
  return dataHosts(environment).map(({ name }) => name);
}
