/** Whether a group could fail over now, decided from what its programs say. */
import { dataHosts, type Environment, sentinelHosts } from '../topology/environment.ts';
import { unwrittenProblems } from './full-volume.ts';
import { type Problem, problem, textsOf } from './problem.ts';
import type { RedisView } from './redis-view.ts';
import type { SentinelView } from './sentinel-view.ts';

/** What programs said. */
export interface Said {
  readonly sentinels: readonly SentinelView[];
  readonly data: readonly RedisView[];
}

/** The state of a group. */
export interface GroupHealth extends Said {
  /** The host that all Sentinels name; undefined if they differ. */
  readonly primary: string | undefined;
  /** What is not as it should be; empty in a healthy group. */
  readonly problems: readonly string[];
}

/** Decides from what was said whether a failover would work. */
export function judgeGroup(
  environment: Environment,
  sentinels: readonly SentinelView[],
  data: readonly RedisView[],
): GroupHealth {
  const said = { sentinels, data };
  return {
    primary: primaryOf(environment, said),
    ...said,
    problems: textsOf(groupProblems(environment, said)),
  };
}

/** The host that all Sentinels name; undefined if they differ, or it is not declared. */
export function primaryOf(
  environment: Environment,
  { sentinels }: Pick<Said, 'sentinels'>,
): string | undefined {
  const named = new Set(sentinels.map(({ primary }) => primary));
  const [address] = named.size === 1 ? named : [];
  return dataHosts(environment).find((host) => host.address === address)?.name;
}

/** What is not as it should be, from what was said. */
export function groupProblems(environment: Environment, { sentinels, data }: Said): readonly Problem[] {
  const primary = primaryOf(environment, { sentinels });
  return [
    ...(primary === undefined ? [problem('no-primary', [], 'the Sentinels do not name one primary')] : []),
    ...sentinels.flatMap((view) => sentinelProblems(environment, view)),
    ...data.flatMap((view) => dataProblems(environment, view, primary)),
    ...data.flatMap((view) => unwrittenProblems(environment, view)),
  ];
}

function sentinelProblems(
  environment: Environment,
  { host, primary, others, replicas, heldBack, calm }: SentinelView,
): readonly Problem[] {
  if (primary === undefined) return [problem('silent', [host], `Sentinel ${host} does not answer`)];
  const declared = sentinelHosts(environment).length - 1;
  const missing = dataHosts(environment).filter(
    ({ address }) => address !== primary && !replicas.includes(address),
  );
  const passedOver = dataHosts(environment).filter(
    ({ address, data }) => data.priority > 0 && heldBack.includes(address),
  );
  return [
    ...(calm
      ? []
      : [problem('failover', [host], `Sentinel ${host} finds the primary down or is failing over`)]),
    ...(others === declared
      ? []
      : [
          problem(
            'sentinels-known',
            [host],
            `Sentinel ${host} knows ${others} other Sentinels of ${declared}`,
          ),
        ]),
    ...missing.map(({ name }) =>
      problem(
        'replica-missing',
        [host, name],
        `Sentinel ${host} does not know ${name} as a replica that is up`,
      ),
    ),
    ...passedOver.map(({ name }) =>
      problem(
        'held-back',
        [host, name],
        `Sentinel ${host} takes ${name} for a replica of priority 0 until it asks again, within 10 s, and does not promote it`,
      ),
    ),
  ];
}

function dataProblems(
  environment: Environment,
  view: RedisView,
  primary: string | undefined,
): readonly Problem[] {
  const { host, role, acknowledgements } = view;
  if (role === undefined) return [problem('silent', [host], `Redis on ${host} does not answer`)];
  if ((role === 'primary') !== (host === primary))
    return [problem('role', [host], `${host} is a ${role}, and the Sentinels name ${primary ?? 'none'}`)];
  if (role === 'replica') return replicaProblems(environment, view);
  const replicas = dataHosts(environment).length - 1;
  return acknowledgements >= replicas
    ? []
    : [
        problem(
          'acknowledged',
          [host],
          `${acknowledgements} of ${replicas} replicas acknowledge what ${host} writes`,
        ),
      ];
}

/** Sentinel would promote a replica that never was in sync like any other (redis sentinel.c, sentinelSelectSlave). */
function replicaProblems(
  environment: Environment,
  { host, inSync, wasInSync, priority }: RedisView,
): readonly Problem[] {
  const declared = dataHosts(environment).find(({ name }) => name === host)?.data.priority ?? 0;
  const isHeldBack = priority === 0 && declared > 0;
  if (inSync)
    return isHeldBack
      ? [problem('held-back', [host], `${host} has priority 0 instead of ${declared}, so it is not promoted`)]
      : [];
  const text = isHeldBack
    ? `${host} is not in sync, so it has priority 0 and is not promoted`
    : wasInSync || priority === 0
      ? `${host} is not in sync`
      : `${host} has not been in sync since it started, and would be promoted with what it started with`;
  return [problem('out-of-sync', [host], text)];
}
