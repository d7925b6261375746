/** Asks a Sentinel what a status needs: it reads alone. */
import { onOneLine, UserError } from '../../base/errors.ts';
import { readConfigFile } from '../../group/config-file.ts';
import type { Reach } from '../../group/reach.ts';
import { fieldsOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import { sentinelView } from '../../group/sentinel-view.ts';
import type { HostWithSentinel } from '../../topology/environment.ts';
import { type AskedGroup, askProgram, refusalOf } from './ask.ts';
import { engineOf } from './engine.ts';
import { readSentinelInfo } from './info.ts';
import { loginQuestions, readLogins } from './logins.ts';
import type { Place } from './place.ts';
import type { KnownReplica, KnownSentinel, SentinelFacts, SentinelStatus } from './sentinel-status.ts';

/** What is asked of a group. */
export function sentinelQuestions(group: string): readonly (readonly string[])[] {
  return [
    ['SENTINEL', 'MASTER', group],
    ['SENTINEL', 'REPLICAS', group],
    ['SENTINEL', 'SENTINELS', group],
    ['SENTINEL', 'CKQUORUM', group],
    ['SENTINEL', 'MYID'],
    ['INFO'],
  ];
}

/** Asks one Sentinel. */
export async function sentinelStatus(
  group: AskedGroup,
  { name, address }: HostWithSentinel,
): Promise<SentinelStatus> {
  const { group: watched } = group.environment.sentinel;
  const program = `Sentinel ${name}`;
  const [answered, currentEpoch] = await Promise.all([
    askProgram(program, group.sentinel(name), [
      ...sentinelQuestions(watched),
      ...loginQuestions(group.environment, 'sentinel'),
    ]),
    epochInFile(group.reach, name),
  ]);
  if ('silence' in answered) return unknownSentinel(name, address, answered.silence);
  const { replies } = answered;
  const asked = sentinelQuestions(watched).length;
  const [master = null, replicas = null, sentinels = null, , ...rest] = replies.slice(0, asked);
  const refused = [master, replicas, sentinels, ...rest].map(refusalOf).find((said) => said !== undefined);
  if (refused !== undefined)
    return unknownSentinel(name, address, `${program} refuses to tell of ${watched}: ${refused}`);
  const told = sentinelFacts(replies, currentEpoch);
  if (told === undefined)
    return unknownSentinel(name, address, `${program} answers in a form that vedette does not know`);
  const facts = { ...told, logins: readLogins(replies[asked] ?? null, null) };
  return { host: name, address, facts, unknown: undefined, view: sentinelView(name, [master, replicas]) };
}

/** No command tells it, and a Sentinel writes it down at every change (redis sentinel.c, sentinelFlushConfig). */
async function epochInFile(reach: Reach, host: string): Promise<number | undefined> {
  try {
    const [, epoch] =
      /^sentinel current-epoch (\d+)$/m.exec((await readConfigFile(reach, host, 'sentinel'))?.text ?? '') ??
      [];
    return epoch === undefined ? undefined : Number(epoch);
  } catch (error) {
    // Where only ports are reached.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A Sentinel that told nothing. */
export function unknownSentinel(host: string, address: string, silence: string): SentinelStatus {
  return { host, address, facts: undefined, unknown: silence, view: sentinelView(host, []) };
}

/** What a Sentinel tells in its answers to `sentinelQuestions`; undefined if that is no Sentinel. */
export function sentinelFacts(
  replies: readonly Reply[],
  currentEpoch: number | undefined,
): SentinelFacts | undefined {
  const [master = null, replicas = null, sentinels = null, ckquorum = null, myid = null, info = null] =
    replies;
  const read = readSentinelInfo(info);
  const primary = fieldsOf(master);
  if (read === undefined || !primary.has('ip') || !primary.has('flags')) return undefined;
  return {
    myid: onOneLine(textOf(myid)),
    engine: engineOf(read.fields),
    uptime: read.info.uptime_in_seconds,
    primary: placeOf(primary),
    flags: flagsOf(primary),
    sentinels: listOf(sentinels).map(fieldsOf).map(knownSentinel),
    replicas: listOf(replicas).map(fieldsOf).map(knownReplica),
    replicaCount: numberIn(primary, 'num-slaves'),
    quorum: numberIn(primary, 'quorum'),
    configEpoch: numberIn(primary, 'config-epoch'),
    currentEpoch,
    failover: primary.has('failover-state') ? wordOf(primary, 'failover-state') : undefined,
    tilt: read.info.sentinel_tilt,
    ckquorum: { ok: refusalOf(ckquorum) === undefined, said: onOneLine(textOf(ckquorum)) },
  };
}

type Fields = ReadonlyMap<string, string>;

function knownSentinel(fields: Fields): KnownSentinel {
  return { myid: wordOf(fields, 'runid'), place: placeOf(fields), flags: flagsOf(fields) };
}

function knownReplica(fields: Fields): KnownReplica {
  return {
    place: placeOf(fields),
    flags: flagsOf(fields),
    priority: numberIn(fields, 'slave-priority'),
    offset: numberIn(fields, 'slave-repl-offset'),
    runId: wordOf(fields, 'runid'),
    linked: fields.get('master-link-status') === 'ok',
  };
}

function placeOf(fields: Fields): Place {
  return { address: wordOf(fields, 'ip'), port: numberIn(fields, 'port') };
}

function flagsOf(fields: Fields): readonly string[] {
  return wordOf(fields, 'flags')
    .split(',')
    .filter((flag) => flag !== '');
}

/** What a program says is shown, so it may steer no terminal. */
function wordOf(fields: Fields, name: string): string {
  return onOneLine(fields.get(name) ?? '');
}

function numberIn(fields: Fields, name: string): number {
  return Number(fields.get(name) ?? Number.NaN);
}
