/** Whether the file of a program says whom it follows or watches, so that the next start goes on with that. */
import { UserError } from '../../base/errors.ts';
import { readConfigFile } from '../../group/config-file.ts';
import type { Reach } from '../../group/reach.ts';
import { type Argument, type Document, type DocumentKind, isSecret } from '../../redis/document.ts';
import { parseDocument } from '../../redis/parse.ts';
import type { Environment } from '../../topology/environment.ts';
import type { RedisFacts } from '../status/redis-status.ts';
import type { SentinelFacts } from '../status/sentinel-status.ts';
import type { FileState } from './examination.ts';

/** That of a Redis: whom it follows. */
export async function redisFile(
  reach: Pick<Reach, 'read'>,
  host: string,
  { role, following }: RedisFacts,
): Promise<FileState> {
  const file = await fileOf(reach, host, 'redis');
  if (file === undefined) return 'unknown';
  const line = file.findLast(({ name }) => name === 'replicaof' || name === 'slaveof');
  const [address = 'no', port = 'one'] = (line?.args ?? []).map(textOf);
  const says = address.toLowerCase() === 'no' ? NOBODY : `replicaof ${address} ${port}`;
  if (role === 'replica' && following === undefined) return 'unknown';
  const runs =
    following === undefined ? NOBODY : `replicaof ${following.primary.address} ${following.primary.port}`;
  return says === runs ? 'written' : { says, runs };
}

const NOBODY = 'no replicaof';

/** That of a Sentinel: whom it watches. */
export async function sentinelFile(
  reach: Pick<Reach, 'read'>,
  { sentinel }: Environment,
  host: string,
  { primary, quorum }: SentinelFacts,
): Promise<FileState> {
  const file = await fileOf(reach, host, 'sentinel');
  if (file === undefined) return 'unknown';
  const lines = file.filter(({ name }) => name === 'sentinel').map(({ args }) => args.map(textOf));
  const written = lines.findLast(
    ([option = '', group]) => option.toLowerCase() === 'monitor' && group === sentinel.group,
  );
  const says =
    written === undefined ? `no monitor ${sentinel.group}` : `monitor ${written.slice(1).join(' ')}`;
  const runs = `monitor ${sentinel.group} ${primary.address} ${primary.port} ${quorum}`;
  return says === runs ? 'written' : { says, runs };
}

/** The file of a program; undefined where it cannot be read from here, or by these rules. */
async function fileOf(
  reach: Pick<Reach, 'read'>,
  host: string,
  kind: DocumentKind,
): Promise<Document | undefined> {
  try {
    const read = await readConfigFile(reach, host, kind);
    return read && parseDocument(read.text, { file: read.file, kind });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function textOf(argument: Argument): string {
  return isSecret(argument) ? '' : argument;
}
