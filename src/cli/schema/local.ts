/** What the commands of `vedette local` tell. */
import * as z from 'zod/mini';
import { count, flag, program, says, text, texts } from './shapes.ts';

/** How a host of the local cloud is. */
const hostState = z.enum(['running', 'stopped', 'killed']);

/** A host of the local cloud. */
export const hostStatus = z.strictObject({
  name: text,
  address: text,
  instanceId: text,
  state: hostState,
  boot: z.enum(['booting', 'ready', 'failed']),
  lastLine: says(z.string(), 'of its console'),
  services: z.array(program),
  pid: z.optional(count),
});

const sentinelView = z.strictObject({
  host: text,
  primary: says(z.optional(text), 'the address that it names; absent if it does not answer'),
  others: says(z.number(), 'how many other Sentinels it knows'),
  replicas: says(z.array(text), 'the addresses that it finds up'),
  heldBack: says(z.array(text), 'the addresses that it takes for priority 0'),
  calm: says(z.boolean(), 'it finds the primary up, and no failover goes on'),
});

const redisView = z.strictObject({
  host: text,
  role: says(z.optional(z.enum(['primary', 'replica'])), 'absent if it does not answer'),
  inSync: flag,
  wasInSync: flag,
  unwritten: says(
    z.optional(z.enum(['snapshot', 'append-only file'])),
    'what it could not write to its volume',
  ),
  priority: count,
  acknowledgements: says(z.number(), 'of a primary: how many replicas acknowledged a write'),
});

/** How a group is. */
export const health = z.strictObject({
  primary: says(z.optional(text), 'the host that all Sentinels name; absent if they differ'),
  sentinels: z.array(sentinelView),
  data: z.array(redisView),
  problems: says(z.array(text), 'empty in a healthy group'),
});

/** The hosts of an environment on this machine, and its group. */
const running = { environment: text, hosts: z.array(hostStatus), health };

const engine = z.strictObject({
  program: says(z.string(), 'the server that hosts run, or its folder'),
  name: z.enum(['Redis', 'Valkey']),
  version: text,
});

const started = {
  file: says(z.string(), 'the definition that hosts were booted from'),
  user: says(z.string(), 'who started it'),
  folder: says(z.string(), 'where it was started'),
  isChanged: says(z.boolean(), 'the definition says something else by now'),
};

const waited = says(z.number(), 'milliseconds');

const did = says(z.string(), 'what was done, in a sentence');

const acted = { environment: text, host: text, state: hostState, did };

const log = z.strictObject({ host: text, program, text });

/** By the words of the command. */
export const LOCAL_FIELDS = {
  'local up': [{ ...running, engine, package: text }],
  'local status': [{ environments: z.array(z.strictObject({ ...running, ...started })) }],
  'local wait': [{ environment: text, waited, health, did }],
  'local failover': [{ environment: text, asked: text, before: text, after: text, took: waited, did }],
  'local kill': [acted],
  'local stop': [acted],
  'local start': [acted],
  'local console': [{ environment: text, host: text, console: text }],
  'local logs': [{ environment: text, logs: z.array(log) }],
  'local password': [{ environment: text, password: text }],
  'local exec': [{ host: text, command: texts, status: count, stdout: text, stderr: text }],
  'local snapshot': [{ environment: text, host: text, snapshot: text }],
  'local down': [{ ended: texts }],
};
