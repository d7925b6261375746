/** What `vedette status` tells. */
import * as z from 'zod/mini';
import { ENGINE_VERSIONS } from '../../redis/catalogue/index.ts';
import { count, flag, says, text, texts } from './shapes.ts';

const answer = z.enum(['yes', 'no', 'unknown']);

const verdict = z.strictObject({
  healthy: says(z.boolean(), 'nothing is wrong, and everything is known'),
  failover: says(
    z.strictObject({
      answer,
      to: says(z.array(text), 'one of these would be promoted'),
      reasons: texts,
    }),
    'would a replica be promoted if the primary were lost now?',
  ),
  writableAfter: says(
    z.strictObject({ answer, reasons: texts }),
    'would the group take writes then, before any host is back?',
  ),
  loss: z.strictObject({
    everything: says(z.boolean(), 'one would be promoted that has not the data'),
    bytes: says(z.optional(count), 'of the stream of writes, at most; absent where nobody knows'),
    seconds: says(z.optional(count), 'since the last acknowledgement; absent where nobody knows'),
    reasons: texts,
  }),
  problems: says(z.array(text), 'what is not as it should be, or not known; empty for a healthy group'),
  notes: says(z.array(text), 'what is worth knowing, and harms nothing now'),
});

const place = z.strictObject({ address: text, port: count });

const engine = z.strictObject({
  name: text,
  version: text,
  line: says(z.optional(z.enum(ENGINE_VERSIONS)), 'absent for one that vedette does not know'),
});

const seconds = says(z.number(), 'seconds');
const size = says(z.number(), 'bytes');

const following = z.strictObject({
  primary: place,
  link: z.enum(['up', 'syncing', 'down']),
  downFor: says(z.optional(count), 'seconds; absent while it is up, and where it has never been up'),
  wasUp: says(z.boolean(), 'it has been in sync since it started'),
  heard: says(z.optional(count), 'seconds since it heard of its primary'),
});

const follower = z.strictObject({
  place,
  state: text,
  offset: count,
  lag: says(z.optional(count), 'seconds since it acknowledged; absent where it never did'),
});

const memory = z.strictObject({
  used: size,
  resident: size,
  maxmemory: says(z.number(), 'bytes; 0 is no limit'),
  policy: text,
  machine: z.optional(size),
});

const persistence = z.strictObject({
  savedAgo: seconds,
  unsaved: says(z.number(), 'writes that no snapshot has'),
  saved: flag,
  saving: flag,
  appendOnly: flag,
  rewritten: flag,
  rewriting: flag,
  appended: flag,
});

/** Whatever it told nothing of is absent. */
const asked = {
  host: text,
  address: text,
  unknown: says(z.optional(text), 'why it told nothing; then what follows is absent'),
};

const dataHost = z.strictObject({
  ...asked,
  ...z.partial(
    z.strictObject({
      role: z.enum(['primary', 'replica']),
      runId: text,
      engine,
      uptime: seconds,
      loading: flag,
      priority: says(z.number(), 'of a replica'),
      offset: says(z.number(), 'in the stream of writes, in bytes'),
      replicationId: text,
      keys: count,
      following,
      followers: z.array(follower),
      goodReplicas: says(z.number(), 'that its write guard counts; absent where it has none'),
      paused: says(z.string(), 'what it lets wait by CLIENT PAUSE, where it tells'),
      memory,
      persistence,
      clients: count,
      lag: says(
        z.strictObject({ bytes: z.optional(count), seconds: z.optional(count) }),
        'how far it is behind the primary',
      ),
    }),
  ).shape,
});

const knownSentinel = z.strictObject({ myid: text, place, flags: texts });

const knownReplica = z.strictObject({
  place,
  flags: texts,
  priority: count,
  offset: count,
  runId: text,
  linked: flag,
});

const sentinel = z.strictObject({
  ...asked,
  ...z.partial(
    z.strictObject({
      myid: text,
      engine,
      uptime: seconds,
      primary: says(place, 'that it names'),
      flags: says(z.array(text), 'what it finds of that, in its own words'),
      sentinels: says(z.array(knownSentinel), 'the others that it knows'),
      replicas: z.array(knownReplica),
      replicaCount: count,
      quorum: count,
      configEpoch: count,
      currentEpoch: says(z.number(), 'absent where its file cannot be read'),
      failover: says(z.string(), 'how far one is that it leads, in its own words'),
      tilt: flag,
      ckquorum: z.strictObject({ ok: flag, said: text }),
    }),
  ).shape,
});

const definition = z.strictObject({
  host: text,
  definition: says(z.enum(['current', 'waiting', 'unknown']), '`waiting` for a roll-out'),
  declared: says(z.string(), 'the SHA-256 of the lines that it is to have'),
  brought: says(z.optional(text), 'the same of those that it was last brought to; absent where nobody knows'),
});

const certificate = z.strictObject({
  host: text,
  program: z.enum(['redis', 'sentinel']),
  expires: says(z.optional(text), 'its last moment, in UTC; absent where it shows none'),
  problem: says(z.optional(text), 'why nobody should take it; absent where it is good'),
});

export const STATUS_FIELDS = [
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    primary: says(z.optional(text), 'that all Sentinels name; absent where they differ'),
    verdict,
    data: z.array(dataHost),
    sentinels: z.array(sentinel),
    certificates: says(z.array(certificate), 'of the programs; empty without TLS'),
    definitions: z.array(definition),
  },
];
