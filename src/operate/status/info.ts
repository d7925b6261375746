/** The fields of `INFO` that a status is made of, as they are told. */
import * as z from 'zod/mini';
import { onOneLine } from '../../base/errors.ts';
import { infoOf, type Reply } from '../../group/reply.ts';

/** What a program says is shown, so it may steer no terminal. */
const word = z.pipe(z.string(), z.transform(onOneLine));
const count = z.coerce.number().check(z.nonnegative());
const flag = z.pipe(
  z.enum(['0', '1']),
  z.transform((told) => told === '1'),
);
const ok = z.pipe(
  z.enum(['ok', 'err']),
  z.transform((told) => told === 'ok'),
);
const flagOrNone = z._default(flag, false);

/** Every program has these. */
const everyProgram = { run_id: word, uptime_in_seconds: count };

/** What a data server tells (redis server.c, genRedisInfoString). */
const serverInfo = z.object({
  ...everyProgram,
  server_time_usec: z.optional(count),
  role: z.enum(['master', 'slave']),
  loading: flag,
  slave_priority: z.optional(count),
  master_host: z.optional(word),
  master_port: z.optional(count),
  master_link_status: z.optional(z.enum(['up', 'down'])),
  master_sync_in_progress: flagOrNone,
  master_last_io_seconds_ago: z.optional(z.coerce.number()),
  master_link_down_since_seconds: z.optional(z.coerce.number()),
  master_replid: word,
  master_repl_offset: count,
  slave_repl_offset: z.optional(z.coerce.number()),
  min_slaves_good_slaves: z.optional(count),
  connected_clients: count,
  paused_reason: z.optional(word),
  paused_actions: z.optional(word),
  used_memory: count,
  used_memory_rss: count,
  total_system_memory: z.optional(count),
  maxmemory: count,
  maxmemory_policy: word,
  rdb_changes_since_last_save: count,
  rdb_last_save_time: count,
  rdb_last_bgsave_status: ok,
  rdb_bgsave_in_progress: flag,
  aof_enabled: flag,
  aof_rewrite_in_progress: flag,
  aof_last_bgrewrite_status: ok,
  aof_last_write_status: ok,
});

/** What a Sentinel tells (redis sentinel.c, sentinelInfoCommand). */
const sentinelInfo = z.object({ ...everyProgram, sentinel_tilt: flag });

/** What a data server tells, read. */
export type ServerInfo = z.infer<typeof serverInfo>;

/** What `INFO` answered, as text by name and read; undefined where it has not what a data server tells. */
export function readServerInfo(reply: Reply) {
  return readBy(serverInfo, reply);
}

/** The same of a Sentinel. */
export function readSentinelInfo(reply: Reply) {
  return readBy(sentinelInfo, reply);
}

function readBy<Schema extends z.ZodMiniType>(
  schema: Schema,
  reply: Reply,
): { readonly fields: ReadonlyMap<string, string>; readonly info: z.infer<Schema> } | undefined {
  const fields = infoOf(reply);
  const read = z.safeParse(schema, Object.fromEntries(fields));
  return read.success ? { fields, info: read.data } : undefined;
}
