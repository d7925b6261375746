/** Which program answers. */
import { onOneLine } from '../../base/errors.ts';
import { type EngineVersion, versionOfRelease } from '../../redis/catalogue/index.ts';

/** An engine, as it says itself. */
export interface Engine {
  /** `Redis` or `Valkey`; another word where a program says another one. */
  readonly name: string;
  /** For example `7.2.11`; empty where it does not tell. */
  readonly version: string;
  /** The line that the catalogue knows it by; undefined for an engine that vedette does not know. */
  readonly line: EngineVersion | undefined;
}

/**
 * The engine that INFO tells. Valkey gives `redis_version:7.2.4` for old clients, and says beside it what it is (valkey
 * server.c, genValkeyInfoString).
 */
export function engineOf(info: ReadonlyMap<string, string>): Engine {
  const name = nameOf(info.get('server_name') ?? 'redis');
  const version = info.get(`${name.toLowerCase()}_version`) ?? '';
  return { name, version, line: versionOfRelease(name, version) };
}

function nameOf(told: string): string {
  return told === 'redis' || told === 'valkey' ? `${told.charAt(0).toUpperCase()}${told.slice(1)}` : told;
}

/** `Redis 7.2.11`. */
export function formatEngine({ name, version }: Engine): string {
  return `${onOneLine(name)} ${onOneLine(version)}`.trimEnd();
}
