/** The ports of an environment: which are open, and by which its programs reach one another. */
import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { Environment } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** What decides them. */
type Listening = Pick<Environment, 'redis' | 'sentinel' | 'tls'>;

/** A program that listens. */
export type Listener = 'redis' | 'sentinel';

/** A port, and the field that decides it. */
export interface Port {
  readonly number: number;
  readonly isTls: boolean;
  readonly field: string;
}

/** The ports that a program listens on: one, or where TLS is optional the plain one and then that for TLS. */
export function openPorts({ redis, sentinel, tls }: Listening, program: Listener): readonly Port[] {
  const plain = { redis: redis.port, sentinel: sentinel.port }[program];
  const encrypted = { redis: tls.port, sentinel: tls.sentinelPort }[program];
  return [
    ...(tls.mode === 'required' ? [] : [{ number: plain, isTls: false, field: `${program}.port` }]),
    ...(tls.mode === 'off' ? [] : [{ number: encrypted, isTls: true, field: TLS_FIELDS[program] }]),
  ];
}

const TLS_FIELDS: Readonly<Record<Listener, string>> = { redis: 'tls.port', sentinel: 'tls.sentinelPort' };

/**
 * The port by which the programs of the group reach one another, and which Sentinels name to clients: for TLS only where
 * everybody speaks it, since a Sentinel names one port for each host.
 */
export function linkPort(environment: Listening, program: Listener): number {
  const { redis, sentinel, tls } = environment;
  if (tls.mode === 'required') return program === 'redis' ? tls.port : tls.sentinelPort;
  return program === 'redis' ? redis.port : sentinel.port;
}

/** Problems of the ports: two of a host cannot be the same. */
export function portProblems(
  environment: Listening,
  hosts: EnvironmentDefinition['hosts'],
): readonly FieldProblem[] {
  const redis = openPorts(environment, 'redis');
  const sentinel = openPorts(environment, 'sentinel');
  const both = Object.keys(hosts).find((name) => isDataHostAndSentinel(hosts[name]?.roles ?? []));
  return [
    ...sharedBy(redis, redis.slice(1), 'Redis listens on both'),
    ...sharedBy(sentinel, sentinel.slice(1), 'Sentinel listens on both'),
    ...(both === undefined ? [] : sharedBy(redis, sentinel, `${both} runs both`)),
  ];
}

function sharedBy(ones: readonly Port[], others: readonly Port[], why: string): readonly FieldProblem[] {
  return others.flatMap(({ number, field }) => {
    const same = ones.find((one) => one.number === number && one.field !== field);
    return same === undefined
      ? []
      : [{ field, message: `${number} is ${same.field} too, and ${why}; give each its own` }];
  });
}

function isDataHostAndSentinel(roles: readonly string[]): boolean {
  return roles.includes('sentinel') && roles.some((role) => role !== 'sentinel');
}
