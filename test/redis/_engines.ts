import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ENGINE_VERSIONS, type EngineVersion, isValkey, titleOf } from '../../src/redis/catalogue/index.ts';
import { needs, type Register } from '../_needs.ts';

/** A server that tests compare the catalogue with. */
export interface Engine {
  readonly version: EngineVersion;
  /** The path of its program. */
  readonly server: string;
  /** Registers a test that needs this server; the title names the version. */
  readonly real: Register;
}

/** Those that test/engines.sh unpacks without being asked for more. */
const UNPACKED: readonly EngineVersion[] = ['8.0', 'valkey-8.1'];

/** The installed Redis, those that test/engines.sh always unpacks, and others where somebody had it unpack them. */
export const ENGINES: readonly Engine[] = [
  engine('redis-server', installedVersion()),
  ...ENGINE_VERSIONS.map((version) => [pathOf(version), version] as const)
    .filter(([path, version]) => UNPACKED.includes(version) || existsSync(path))
    .map(([path, version]) => engine(path, version)),
];

/** Those of them that are Redis. */
export const REDIS_ENGINES: readonly Engine[] = ENGINES.filter(({ version }) => !isValkey(version));

function pathOf(version: EngineVersion): string {
  const [name, folder] = isValkey(version) ? ['valkey', version] : ['redis', `redis-${version}`];
  return `tmp/engines/${folder}/${name}-server`;
}

function engine(program: string, version: EngineVersion): Engine {
  const register = needs(program);
  // A server is started in a folder of its own.
  const server = program.includes('/') ? resolve(program) : program;
  return { version, server, real: (title, run) => register(`${titleOf(version)}: ${title}`, run) };
}

/** The catalogue's version of the redis-server on this machine. */
export function installedVersion(): EngineVersion {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return ENGINE_VERSIONS.findLast((version) => stdout?.includes(`v=${version}.`)) ?? '7.0';
}
