import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { REDIS_VERSIONS, type RedisVersion } from '../../src/redis/catalogue/index.ts';
import { needs, type Register } from '../_needs.ts';

/** A server that tests compare the catalogue with. */
export interface Engine {
  readonly version: RedisVersion;
  /** The path of its redis-server. */
  readonly server: string;
  /** Registers a test that needs this server; the title names the version. */
  readonly real: Register;
}

/** The installed Redis, and the one that test/engines.sh unpacks. */
export const ENGINES: readonly Engine[] = [
  engine('redis-server', installedVersion()),
  engine('tmp/engines/redis-8.0/redis-server', '8.0'),
];

function engine(program: string, version: RedisVersion): Engine {
  const register = needs(program);
  // A server is started in a folder of its own.
  const server = program.includes('/') ? resolve(program) : program;
  return { version, server, real: (title, run) => register(`Redis ${version}: ${title}`, run) };
}

/** The catalogue's version of the redis-server on this machine. */
function installedVersion(): RedisVersion {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return REDIS_VERSIONS.findLast((version) => stdout?.includes(`v=${version}.`)) ?? '7.0';
}
