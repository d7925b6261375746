/**
 * Restarts a Sentinel with another file: no command moves its connections (SENTINEL CONFIG SET has no `tls-replication`, redis
 * sentinel.c, sentinelConfigSetCommand). It writes the file itself, so it is down while somebody else does.
 */
import { onOneLine, UserError } from '../../base/errors.ts';
import { readConfigFile } from '../../group/config-file.ts';
import type { Group } from '../../group/group.ts';
import { configFile, serviceName } from '../../render/freebsd.ts';
import type { Environment } from '../../topology/environment.ts';

/** What of a file is changed: who is watched, and who is known, is at the ports for TLS, and the plain port is closed. */
export type SentinelEdit = 'links' | 'links and port';

/** Two lines for one server, or for one Sentinel, keep a Sentinel from starting (redis sentinel.c, createSentinelRedisInstance). */
const EDIT = `
$1 == "tls-replication" { next }
closes && $1 == "port" { next }
$1 == "sentinel" && ($2 == "monitor" || $2 == "known-replica" || $2 == "known-slave") && $5 == redis { $5 = redistls }
$1 == "sentinel" && $2 == "known-sentinel" && $5 == sentinel { $5 = sentineltls }
$1 == "sentinel" && $2 ~ /^known-/ && seen[$0]++ { next }
{ print }
END { print "tls-replication yes"; if (closes) print "port 0" }
`;

/** What awk is given to edit a file: nothing of it is a text of a definition. */
export function editOf({ redis, sentinel, tls }: Environment, edit: SentinelEdit): readonly string[] {
  const values = {
    redis: redis.port,
    redistls: tls.port,
    sentinel: sentinel.port,
    sentineltls: tls.sentinelPort,
    closes: edit === 'links' ? 0 : 1,
  };
  return [...Object.entries(values).flatMap(([name, value]) => ['-v', `${name}=${value}`]), EDIT];
}

/** Whole or not at all, with the owner that it has; whatever becomes of it, Sentinel starts again. */
const RESTART = `
name=$1 file=$2
shift 2
trap 'service "$name" start' EXIT
service "$name" stop
cp -p "$file" "$file.new" && awk "$@" "$file" >"$file.new" && mv "$file.new" "$file"
`;

/** Has a Sentinel start with the edited file. @throws UserError if that fails */
export async function restartSentinel(group: Group, host: string, edit: SentinelEdit): Promise<void> {
  const { environment, reach } = group;
  const { engine } = environment.redis;
  const argv = ['sh', '-c', RESTART, 'sh', serviceName(engine, 'sentinel'), configFile(engine, 'sentinel')];
  const { status, stdout } = await reach.exec(host, [...argv, ...editOf(environment, edit)]);
  if (status !== 0 || !(await isEdited(group, host, edit)))
    throw new UserError(`Sentinel ${host} cannot be given another file: ${onOneLine(stdout)}`);
}

/** True where the file of a Sentinel says that its connections are encrypted, and that nothing plain is watched. */
export async function isEdited(group: Group, host: string, edit: SentinelEdit): Promise<boolean> {
  const { redis } = group.environment;
  const text = (await readConfigFile(group.reach, host, 'sentinel'))?.text ?? '';
  const watched = new RegExp(`^sentinel monitor \\S+ \\S+ ${redis.port} `, 'm').test(text);
  const isClosed = /^port 0$/m.test(text);
  return /^tls-replication "?yes"?$/m.test(text) && !watched && (edit === 'links' || isClosed);
}
