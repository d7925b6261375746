/** What is not as it should be with what the data hosts tell, beside what health is judged by. */
import { type Problem, type ProblemKind, problem } from '../../group/problem.ts';
import { readsDataOf } from '../../redis/catalogue/index.ts';
import { dataHosts, type Environment } from '../../topology/environment.ts';
import { ACKNOWLEDGES_WITHIN } from './ask-redis.ts';
import { formatEngine } from './engine.ts';
import { isEmptied } from './judge-loss.ts';
import { formatPlace, hostAt } from './place.ts';
import type { RedisFacts, RedisStatus } from './redis-status.ts';
import type { Observed } from './status.ts';

/** A data host that told. */
type Telling = RedisStatus & { readonly facts: RedisFacts };

/** Every problem. @param primary the host that the Sentinels name; undefined where nobody knows */
export function dataProblems(
  environment: Environment,
  { data }: Observed,
  primary: string | undefined,
): readonly Problem[] {
  const telling = data.filter((status): status is Telling => status.facts !== undefined);
  const first = telling.find(({ host }) => host === primary);
  return telling.flatMap((status) => [
    ...ownProblems(environment, status),
    ...memoryProblems(status),
    ...followerProblems(environment, status),
    ...(first === undefined || first === status ? [] : replicaProblems(environment, first, status)),
  ]);
}

function ownProblems(environment: Environment, { host, facts }: Telling): readonly Problem[] {
  const { engine, loading, paused, priority, persistence } = facts;
  const declared = dataHosts(environment).find(({ name }) => name === host)?.data.priority;
  const own = ownOf(host);
  return [
    ...(loading ? [own('waiting', 'is loading its data, and answers nothing else until then')] : []),
    ...(paused === undefined ? [] : [own('waiting', `lets clients wait (CLIENT PAUSE of ${paused})`)]),
    ...(engine.line === undefined
      ? [own('engine', `runs ${formatEngine(engine)}, which vedette does not know`)]
      : []),
    // 0 is told where health is judged.
    ...(priority === undefined || priority === declared || priority === 0
      ? []
      : [
          own(
            'priority',
            `has priority ${priority} instead of ${declared}: a switch-over that was cut off leaves one`,
          ),
        ]),
    ...(persistence.appendOnly && !persistence.rewritten
      ? [own('unwritten', 'could not rewrite its append-only file')]
      : []),
  ];
}

function ownOf(host: string): (kind: ProblemKind, text: string) => Problem {
  return (kind, text) => problem(kind, [host], `${host} ${text}`);
}

/** The system ends a process that takes more than there is. */
const MOST_OF_MACHINE = 0.8;

function memoryProblems({ host, facts: { memory } }: Telling): readonly Problem[] {
  const { used, maxmemory, policy, resident, machine } = memory;
  const own = ownOf(host);
  return [
    ...(maxmemory > 0 && used >= maxmemory && policy === 'noeviction'
      ? [own('memory', 'has as much data as maxmemory lets it, and refuses writes that add to it')]
      : []),
    ...(machine !== undefined && resident > machine * MOST_OF_MACHINE
      ? [own('memory', `takes ${Math.round((resident / machine) * 100)} % of the memory of its machine`)]
      : []),
  ];
}

function followerProblems(environment: Environment, { host, facts }: Telling): readonly Problem[] {
  return facts.followers.flatMap(({ place, lag }) => {
    const follower = hostAt(environment, place, 'redis');
    if (follower === undefined)
      return [
        {
          kind: 'stranger',
          hosts: [host],
          address: place.address,
          text: `${host} is followed by ${formatPlace(place)}, which is no declared data host`,
        },
      ];
    return lag !== undefined && lag > ACKNOWLEDGES_WITHIN
      ? [problem('out-of-sync', [follower], `${follower} has acknowledged nothing for ${lag} s`)]
      : [];
  });
}

function replicaProblems(
  environment: Environment,
  primary: Telling,
  { host, facts }: Telling,
): readonly Problem[] {
  const { following, engine } = facts;
  const own = ownOf(host);
  if (following === undefined) return [];
  const followed = hostAt(environment, following.primary, 'redis');
  const [line, its] = [engine.line, primary.facts.engine.line];
  return [
    ...(followed === primary.host
      ? []
      : [
          own(
            'role',
            `follows ${formatPlace(following.primary)}, and not ${primary.host}, which is the primary`,
          ),
        ]),
    // Of one that never was in sync, health tells.
    ...(following.wasUp && isEmptied(primary.facts, facts)
      ? [own('out-of-sync', 'has no data, and would be promoted without any')]
      : []),
    ...(line !== undefined && its !== undefined && !readsDataOf(line, its)
      ? [
          problem(
            'engine',
            [host, primary.host],
            `${host} runs ${formatEngine(engine)}, which cannot load what ${primary.host} sends in a full sync`,
          ),
        ]
      : []),
  ];
}
