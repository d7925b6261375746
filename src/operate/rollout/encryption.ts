/**
 * The roll-out of `tls.mode: required` to a group where TLS is optional: no host is made anew, since every one has its
 * certificate. First the connections between hosts are moved, and then plain ports close, when no client is connected to one.
 */
import { type Environment, type Host, hasData, hasSentinel } from '../../topology/environment.ts';
import { openPorts } from '../../topology/ports.ts';
import { hasTls, requiresTls } from '../../topology/tls.ts';
import type { ProgramDrift, SettingDrift } from '../drift/model.ts';
import { encryptLinks } from '../encryption/links.ts';
import { withoutPlainClients } from '../encryption/plain-clients.ts';
import { restartSentinel } from '../encryption/sentinel-file.ts';
import { bring } from '../live/bring.ts';
import { rememberedBy } from '../members/remembered.ts';
import type { Step } from '../step.ts';
import { refusalsOfMove } from './alone.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { inOrder, whyInTurn } from './order.ts';
import { infrastructureAtOnce } from './phases/infrastructure.ts';
import type { RolloutPlan } from './plan.ts';

/** True where hosts have certificates, and some still take or make connections without TLS that all are to have. */
export function isEncrypting({ environment, drift, base }: RolloutInput): boolean {
  if (!requiresTls(environment)) return false;
  if (base !== undefined && !hasTls(base)) return true;
  return drift.hosts.some(({ settings }) => settings.some(isMove));
}

/** Its steps, which nothing else is mixed with. */
export function planEncryption(input: RolloutInput): RolloutPlan {
  const refusals = refusalsOf(input);
  const steps = [...moveLinks(input), ...closePorts(input), ...infrastructureAtOnce(input).steps];
  return { steps: refusals.length === 0 ? steps : [], waiting: [], refusals };
}

const MOVED: ReadonlySet<string> = new Set(['port', 'tls-replication']);

function isMove({ key, after }: SettingDrift): boolean {
  const wanted = after?.value.canonical;
  return (key === 'port' && wanted === '0') || (key === 'tls-replication' && wanted === 'yes');
}

function moveLinks(input: RolloutInput): readonly Step[] {
  const { environment } = input;
  if (!hasPlainLinks(input)) return [];
  return [
    {
      kind: 'live',
      hosts: inOrder(environment, input.status.primary).map(({ name }) => name),
      what: 'connections between hosts go over TLS: each Sentinel restarts with tls-replication yes and the ports for TLS in its file, then CONFIG SET tls-replication yes and REPLICAOF by the port for TLS on each replica, and the primary last',
      why: 'one host after the other: of Sentinels, which reach those alone that speak as they do, a majority goes on watching, and what a replica was sent is kept',
      notice: `Sentinels name port ${environment.tls.port} from then on; a primary that is lost in the seconds between is replaced late`,
      undo: 'none: a host that is made anew with the definition of before is not reached by the others; go on with the same command',
      impact: 'live-heavy',
      perform: encryptLinks,
    },
  ];
}

/** Also where a run was cut off: what is told last is the failover timeout of Sentinels. */
function hasPlainLinks({ environment, drift, status, unaware = [] }: RolloutInput): boolean {
  const { tls, sentinel } = environment;
  const timeout = `sentinel/${sentinel.group}/failover-timeout`;
  const isPending = ({ key }: SettingDrift): boolean => key === 'tls-replication' || key === timeout;
  return (
    unaware.length > 0 ||
    drift.hosts.some(({ settings }) => settings.some(isPending)) ||
    status.sentinels.some(({ facts }) => facts !== undefined && facts.primary.port !== tls.port) ||
    rememberedBy(status).some(({ program, place }) => program === 'redis' && place.port !== tls.port)
  );
}

function closePorts(input: RolloutInput): readonly Step[] {
  const hosts = inOrder(input.environment, input.status.primary);
  return [
    ...hosts.filter(hasData).flatMap((host) => closePort(input, host, 'redis')),
    ...hosts.filter(hasSentinel).flatMap((host) => closePort(input, host, 'sentinel')),
  ];
}

function closePort(input: RolloutInput, { name }: Host, program: ProgramDrift['program']): readonly Step[] {
  const { environment } = input;
  const drift = input.drift.hosts.find((one) => one.host === name && one.program === program);
  const settings = drift?.settings.filter(({ key }) => key === 'port') ?? [];
  const version = drift?.version;
  if (settings.length === 0 || version === undefined) return [];
  const { port } = environment[program];
  const isPrimary = program === 'redis' && name === input.status.primary;
  const facts = {
    kind: 'live',
    hosts: [name],
    notice: `who comes without TLS to port ${port} is refused; it stays open while a client is connected to it`,
    undo: 'none: the definition of before opens it again only where every host is made anew',
  } as const;
  if (program === 'sentinel')
    return [
      {
        ...facts,
        what: 'Sentinel restarts with port 0 in its file',
        why: whyInTurn(program, isPrimary),
        impact: 'restart',
        perform: async ({ group, signal }) => {
          await withoutPlainClients(group, name, program, signal);
          await restartSentinel(group, name, 'links and port');
        },
      },
    ];
  return [
    {
      ...facts,
      what: 'CONFIG SET port 0',
      why: whyInTurn(program, isPrimary),
      impact: 'live',
      perform: async ({ group, tell, signal }) => {
        await withoutPlainClients(group, name, program, signal);
        await bring(group, { host: name, program, version, settings }, tell);
      },
    },
  ];
}

function refusalsOf(input: RolloutInput): readonly Refusal[] {
  const { base, environment, drift } = input;
  if (base !== undefined && !hasTls(base)) return [withoutCertificates(base)];
  const timeout = `sentinel/${environment.sentinel.group}/failover-timeout`;
  return refusalsOfMove(input, {
    title: 'tls.mode required',
    field: 'tls.mode',
    isOfIt: ({ key }) => MOVED.has(key) || key === timeout,
    isBegun: drift.hosts.some(({ settings }) => !settings.some(({ key }) => key === 'tls-replication')),
    asItIs: { ...environment, tls: { ...environment.tls, mode: 'optional' } },
  });
}

function withoutCertificates(base: Environment): Refusal {
  const ports = openPorts(base, 'redis').map(({ number }) => number);
  return {
    why: `every connection is to be encrypted, and hosts have no certificates: they listen on port ${ports.join(', ')} alone`,
    remedy: "roll tls.mode: 'optional' out first, move the clients, and roll this out then",
  };
}
