/** Code that connects to a group, for a program in its network: with the settings that come through a failover. */
import { UserError } from '../base/errors.ts';
import { formatDuration, milliseconds } from '../base/units.ts';
import { type Environment, firstPrimary, type Host, sentinelHosts } from '../topology/environment.ts';
import { type Listener, openPorts } from '../topology/ports.ts';
import { hasTls, requiresTls } from '../topology/tls.ts';
import { hasUsers } from '../topology/users.ts';
import { APPLICATION } from './secrets.ts';
import { shellWord } from './shell.ts';
import { layOut, type TemplateName, type View } from './template.ts';

/** The clients that code is written for. */
export const CLIENT_NAMES = [
  'node-redis',
  'ioredis',
  'iovalkey',
  'redis-py',
  'go-redis',
  'jedis',
  'lettuce',
  'redis-cli',
] as const;

/** The name of a client. */
export type ClientName = (typeof CLIENT_NAMES)[number];

/** The languages that they are for, as Markdown names them. */
export const LANGUAGES = ['typescript', 'python', 'go', 'java', 'sh'] as const;

/** What a client's code is made of. */
interface Source {
  readonly template: TemplateName;
  /** The name of the code's file. */
  readonly file: string;
  readonly language: (typeof LANGUAGES)[number];
  /** How far it was tried. */
  readonly tried: string;
}

const IN_TESTS = 'goes through failovers in the tests of vedette';
const NOT_RUN = 'was not run: its settings follow the documentation and the source of its client';

const SOURCES: Readonly<Record<ClientName, Source>> = {
  'node-redis': inTypescript('clients/node-redis.ts'),
  ioredis: inTypescript('clients/ioredis.ts'),
  iovalkey: inTypescript('clients/ioredis.ts'),
  'redis-py': {
    template: 'clients/redis-py.py',
    file: 'redis_client.py',
    language: 'python',
    tried: IN_TESTS,
  },
  'go-redis': { template: 'clients/go-redis.go', file: 'client.go', language: 'go', tried: NOT_RUN },
  jedis: inJava('clients/jedis.java'),
  lettuce: inJava('clients/lettuce.java'),
  'redis-cli': { template: 'clients/redis-cli.sh', file: 'redis.sh', language: 'sh', tried: IN_TESTS },
};

function inTypescript(template: TemplateName): Source {
  return { template, file: 'redis.ts', language: 'typescript', tried: IN_TESTS };
}

function inJava(template: TemplateName): Source {
  return { template, file: 'RedisClient.java', language: 'java', tried: NOT_RUN };
}

/** A client's code for an environment. */
export interface ClientCode extends Omit<Source, 'template'> {
  readonly client: ClientName;
  readonly code: string;
}

/**
 * Writes the code of a client for an environment. The password is in none: the code reads it from a variable, as it does who
 * signs certificates where connections are encrypted.
 *
 * @throws UserError if there is no Sentinel that a client could ask
 */
export function clientCode(environment: Environment, client: ClientName): ClientCode {
  if (sentinelHosts(environment).length === 0)
    throw new UserError(
      `${environment.file}: hosts: there is no Sentinel that a client could ask; give one the role sentinel`,
    );
  const { template, ...source } = SOURCES[client];
  return { client, ...source, code: layOut(template, viewOf(environment, client)) };
}

/** The clients of a name or a language. */
export function clientsFor(nameOrLanguage: string): readonly ClientName[] {
  return CLIENT_NAMES.filter((name) => name === nameOrLanguage || SOURCES[name].language === nameOrLanguage);
}

/**
 * Beside what Sentinels wait before they act: a failover, and what clients add (`vedette forecast`), take some seconds of
 * it where all goes well.
 */
const FAILOVER_SECONDS = 20;

/** How long the script for a shell waits for the answer of a Sentinel, and of a primary. */
export const SHELL_ANSWER_LIMIT = milliseconds(1_000);

/** Every value is a literal of the language already; what stands in comments is a number, or made here. */
function viewOf(environment: Environment, client: ClientName): View {
  const { sentinel } = environment;
  const [redisPort, sentinelPort] = [clientPort(environment, 'redis'), clientPort(environment, 'sentinel')];
  const sentinels = sentinelsByHost(environment);
  const literal: (text: string) => string = client === 'redis-cli' ? shellWord : JSON.stringify;
  return {
    package: client,
    group: literal(sentinel.group),
    sentinels: sentinels.map(({ address }, at) => ({
      host: literal(address),
      port: sentinelPort,
      address: literal(`${address}:${sentinelPort}`),
      more: at < sentinels.length - 1,
    })),
    hosts: sentinels.map(({ address }) => literal(address)).join(' '),
    shared: sentinels.some(({ data }) => data !== undefined),
    tls: hasTls(environment),
    user: hasUsers(environment) ? literal(APPLICATION) : '',
    whose: hasUsers(environment) ? `the user ${APPLICATION}` : 'the group',
    // A brace that closes a parameter of the shell would close a mark of Handlebars.
    closed: '}',
    named: hasTls(environment) || hasUsers(environment),
    // A port that a Sentinel names is not one for TLS then.
    mapped: hasTls(environment) && !requiresTls(environment),
    redisPort,
    sentinelPort,
    redisPlainPort: String(environment.redis.port),
    sentinelPlainPort: String(sentinel.port),
    downAfter: formatDuration(sentinel.downAfter),
    answerSeconds: String(SHELL_ANSWER_LIMIT / 1_000),
    patience: String(Math.ceil(sentinel.downAfter / 1_000) + FAILOVER_SECONDS),
  };
}

/** The port for TLS where there is one. */
function clientPort(environment: Environment, program: Listener): string {
  return String(openPorts(environment, program).at(-1)?.number);
}

/** Clients ask in this order: a Sentinel beside the primary falls silent with it. */
export function sentinelsByHost(environment: Environment): readonly Host[] {
  const primary = firstPrimary(environment);
  const rank = (host: Host): number => (host.data === undefined ? 0 : host === primary ? 2 : 1);
  return sentinelHosts(environment).toSorted((one, other) => rank(one) - rank(other));
}
