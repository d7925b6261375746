/** Whether a group that runs is the one that a definition is of: asked before the first write of every command. */
import { RefusedError } from '../base/errors.ts';
import type { Group } from '../group/group.ts';
import { fieldsOf, type Reply, textOf } from '../group/reply.ts';
import { dataHosts, type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { hasTls } from '../topology/tls.ts';
import { type Answered, askProgram, refusalOf } from './status/ask.ts';
import { formatPlace, type Place } from './status/place.ts';

/** What the programs of the hosts told of who they are. */
export interface Identities {
  /** The answers of each Sentinel to `SENTINEL MYID` and `SENTINEL MASTER`, by its host. */
  readonly sentinels: ReadonlyMap<string, Answered>;
  /** The answer of each data server to `ROLE`, by its host: it is asked after the password was told. */
  readonly data: ReadonlyMap<string, Answered>;
}

/**
 * Refuses to touch a group that is another one than the definition's: the ids of its Sentinels are not those that the
 * definition gives, none of them watches a group of its name, they name a primary that is none of its hosts, or a data host
 * refuses the password of the group. Who is silent proves nothing, and somebody has to prove it.
 *
 * @param counts `ids` leaves out what the Sentinels watch and name, for whoever is to mend just that
 * @throws RefusedError that names what does not fit
 */
export async function refuseOtherGroup(group: Group, counts: Counting = 'all'): Promise<void> {
  const { environment } = group;
  const [misfit] = misfits(environment, await identitiesOf(group), counts);
  if (misfit === undefined) return;
  throw new RefusedError(
    `${environment.file}: ${misfit}; give the definition of the group that runs there, or reach the one that this definition is of`,
  );
}

async function identitiesOf(group: Group): Promise<Identities> {
  const { environment } = group;
  const { group: watched } = environment.sentinel;
  const [sentinels, data] = await Promise.all([
    Promise.all(
      sentinelHosts(environment).map(
        async ({ name }) =>
          [
            name,
            await askProgram(`Sentinel ${name}`, group.sentinel(name), [
              ['SENTINEL', 'MYID'],
              ['SENTINEL', 'MASTER', watched],
            ]),
          ] as const,
      ),
    ),
    Promise.all(
      dataHosts(environment).map(
        async ({ name }) =>
          [name, await askProgram(`Redis on ${name}`, group.redis(name), [['ROLE']])] as const,
      ),
    ),
  ]);
  return { sentinels: new Map(sentinels), data: new Map(data) };
}

/** What counts: ids are derived from the names of environment and host, so they alone tell a group. */
export type Counting = 'all' | 'ids';

/** What does not fit the definition, each as a clause; empty where it is the same group. */
export function misfits(
  environment: Environment,
  { sentinels, data }: Identities,
  counts: Counting = 'all',
): readonly string[] {
  const told = sentinelHosts(environment).flatMap((host) => {
    const answered = sentinels.get(host.name);
    if (answered === undefined || 'silence' in answered) return [];
    const [myid = null, master = null] = answered.replies;
    return [{ host, myid: textOf(myid), master }];
  });
  return [
    ...told
      .filter(({ host, myid }) => myid !== host.sentinel.myid)
      .map(({ host, myid }) => `Sentinel ${host.name} has the id ${myid} instead of ${host.sentinel.myid}`),
    ...(told.length === 0 ? ['no Sentinel answers, so nobody can tell which group this is'] : []),
    ...(counts === 'ids' ? [] : watchMisfits(environment, told)),
    ...[...data].flatMap(([host, answered]) => passwordMisfit(host, answered)),
  ];
}

/** A Sentinel that answered. */
interface Telling {
  readonly host: Host;
  readonly master: Reply;
}

function watchMisfits(environment: Environment, told: readonly Telling[]): readonly string[] {
  const watching = told.filter(({ master }) => refusalOf(master) === undefined);
  if (told.length > 0 && watching.length === 0)
    return [
      `sentinel.group is ${environment.sentinel.group}, and no Sentinel that answers watches a group of this name`,
    ];
  return watching.flatMap(({ host, master }) => {
    const fields = fieldsOf(master);
    const place = { address: fields.get('ip') ?? '', port: Number(fields.get('port')) };
    return whoseServer(environment, place) === undefined
      ? [`Sentinel ${host.name} names ${formatPlace(place)} as the primary, which is no declared data host`]
      : [];
  });
}

/** A group that is to be encrypted, or was, names its servers by the other port. */
function whoseServer(environment: Environment, place: Place): string | undefined {
  const { redis, tls } = environment;
  const ports = hasTls(environment) ? [redis.port, tls.port] : [redis.port];
  const isDeclared = ports.includes(place.port);
  return isDeclared ? environment.hosts.find(({ address }) => address === place.address)?.name : undefined;
}

/** Codes of a server that asks for another password, or for none at all. */
const OTHER_PASSWORD = /\b(WRONGPASS|NOAUTH)\b|without any password configured/;

function passwordMisfit(host: string, answered: Answered): readonly string[] {
  const said = 'silence' in answered ? answered.silence : answered.replies.map(refusalOf).join(' ');
  return OTHER_PASSWORD.test(said) ? [`Redis on ${host} does not take the password of this group`] : [];
}
