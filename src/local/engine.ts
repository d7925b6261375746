/** The engine that hosts run: this machine's, or another one that a person chose. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, onOneLine, UserError } from '../base/errors.ts';
import { findProgram } from './requirements.ts';

/** What really runs on hosts, whatever their package is called. */
export interface Engine {
  /** The path of its server, or its name where it is the machine's. */
  readonly program: string;
  /** `Redis` or `Valkey`. */
  readonly name: string;
  /** For example `7.0.15`. */
  readonly version: string;
}

/** Asking for a version takes milliseconds. */
const VERSION_TIMEOUT_MS = 5_000;

/**
 * The engine that hosts run.
 *
 * @param redisServer the server that was chosen; undefined is the machine's
 * @throws UserError if it is no such server
 */
export function engineOf(redisServer: string | undefined): Engine {
  if (redisServer !== undefined) return identify(checkEngine(redisServer));
  return { ...identify(findProgram('redis-server') ?? 'redis-server'), program: 'redis-server' };
}

/**
 * Checks a `redis-server` that hosts are to run: hosts see the root file system only, and Sentinel has to stand beside
 * it. Returns its path without links in its folder.
 */
export function checkEngine(path: string): string {
  for (const program of [path, join(dirname(path), 'redis-sentinel')]) {
    try {
      accessSync(program, constants.X_OK);
    } catch (error) {
      throw new UserError(
        `${program} is not a program (${messageOf(error)}); give a redis-server with a redis-sentinel beside it`,
      );
    }
  }
  if (statSync(path).dev !== statSync('/').dev)
    throw new UserError(`${path} is not on the root file system, which is all that hosts see; copy it there`);
  identify(path);
  return join(realpathSync(dirname(path)), basename(path));
}

/** A server says who it is; any other program says something else. Debian's server does so under this name only. */
function identify(program: string): Engine {
  const { stdout, stderr, error } = spawnSync(program, ['--version'], {
    argv0: 'redis-server',
    encoding: 'utf8',
    timeout: VERSION_TIMEOUT_MS,
  });
  const [, name, version] = /^(Redis|Valkey) server v=(\d+\.\d+\.\d+)\b/.exec(stdout ?? '') ?? [];
  if (name !== undefined && version !== undefined) return { program, name, version };
  const [line = ''] = (error?.message ?? (stdout || stderr)).trim().split('\n');
  const said = onOneLine(line.slice(0, SHOWN)) || 'nothing';
  throw new UserError(
    `${program} is not a redis-server: asked for its version it says ${said}; give a redis-server with a redis-sentinel beside it`,
  );
}

/** How much of what another program says is shown. */
const SHOWN = 80;
