/** What is done to groups in their life: edits of a definition, and another password. */
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';

/** A change of a definition. */
export type Change = (definition: EnvironmentDefinition) => EnvironmentDefinition;

/** One of the things that are done to a group. */
export interface Edit {
  readonly what: string;
  /** `rotate` where the password is another one, which no definition has. */
  readonly by: Change | 'rotate';
  /** How often the primary moves at most. */
  readonly switches: 0 | 1;
}

const MAJORITY = 'quorum-majority';

/** In which ways environments that live alike differ. */
interface Kind {
  readonly quorum: Change;
  /** What machines become. */
  readonly sizes: Change;
  readonly later: EnvironmentDefinition['hosts'];
}

const KINDS = {
  quorum: {
    quorum: (all) => withQuorum(all, 3),
    sizes: (all) => everyHost(all, () => ({ size: 't4g.medium' })),
    later: { later1: { roles: ['sentinel'] }, later2: { roles: ['sentinel'] } },
  },
  production: {
    quorum: (all) => withQuorum(all, 2, { [MAJORITY]: 'the other two may start it early for a while' }),
    sizes: (all) =>
      everyHost(all, ({ roles }) => ({ size: roles.length === 1 ? 'm7g.large' : 'r7g.xlarge' })),
    later: {
      later1: { roles: ['sentinel'], zone: 'c', size: 'm7g.large' },
      later2: { roles: ['sentinel'], zone: 'c', size: 'm7g.large' },
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** The environments whose groups live. */
export const LIVING = ['quorum', 'production'] as const;

/** Everything that is done to the group of an environment, one after the other. */
export function lifeOf(name: (typeof LIVING)[number]): readonly Edit[] {
  const { quorum, sizes, later }: Kind = KINDS[name];
  return [
    { what: 'a live directive', by: directive('maxmemory-policy', 'allkeys-lru'), switches: 0 },
    { what: 'the quorum', by: quorum, switches: 0 },
    { what: 'a directive that takes a restart', by: directive('io-threads', 2), switches: 1 },
    { what: 'the instance type', by: sizes, switches: 1 },
    {
      what: 'two more Sentinels',
      by: (all) => withQuorum({ ...all, hosts: { ...all.hosts, ...later } }, 4),
      switches: 0,
    },
    { what: 'another password', by: 'rotate', switches: 0 },
    {
      what: 'a newer engine',
      by: (all) => ({ ...all, redis: { ...all.redis, package: 'redis80' } }),
      switches: 1,
    },
    {
      what: 'one replica less',
      by: ({ hosts: { data3: _left, ...hosts }, ...all }) => ({ ...all, hosts }),
      switches: 1,
    },
  ];
}

function directive(name: string, value: string | number): Change {
  return (all) => ({
    ...all,
    redis: { ...all.redis, directives: { ...all.redis?.directives, [name]: value } },
  });
}

/** Few Sentinels that call a primary down are waived. */
function withQuorum(
  all: EnvironmentDefinition,
  quorum: number,
  waived: EnvironmentDefinition['waive'] = {},
): EnvironmentDefinition {
  const { [MAJORITY]: _majority, ...others } = all.waive ?? {};
  return { ...all, sentinel: { ...all.sentinel, quorum }, waive: { ...others, ...waived } };
}

type HostDefinition = EnvironmentDefinition['hosts'][string];

function everyHost(
  all: EnvironmentDefinition,
  fields: (host: HostDefinition) => Partial<HostDefinition>,
): EnvironmentDefinition {
  const hosts = Object.entries(all.hosts).map(([name, host]) => [name, { ...host, ...fields(host) }]);
  return { ...all, hosts: Object.fromEntries(hosts) };
}
