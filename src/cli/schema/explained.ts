/** What `vedette explain` tells of a name. */
import * as z from 'zod/mini';
import { ENGINE_NAMES } from '../../redis/catalogue/index.ts';
import { flag, impact, means, says, severity, text, texts } from './shapes.ts';

const turn = z.strictObject({
  to: z.enum(['higher', 'lower', 'value']),
  value: text,
  change: impact,
  note: text,
});

const versionFacts = z.strictObject({
  engine: z.enum(ENGINE_NAMES),
  versions: says(z.string(), '`7.0 to 7.2`, or one version'),
  confirmed: says(z.array(text), 'what was compared with a running server'),
  unconfirmed: says(z.array(text), 'what was only read'),
  source: text,
  change: impact,
  command: says(z.optional(text), 'changes it while the server runs'),
  value: text,
  write: text,
  default: z.optional(text),
  ignored: flag,
  owned: says(z.optional(text), 'why a definition cannot set it'),
});

const directive = z.strictObject({
  kind: z.literal('directive'),
  name: text,
  file: z.enum(['redis.conf', 'sentinel.conf']),
  line: says(z.string(), 'how a line of it begins'),
  aliases: texts,
  meaning: text,
  unit: z.optional(text),
  since: z.optional(text),
  until: z.optional(text),
  versions: z.array(versionFacts),
  repetition: says(z.string(), 'what a second line of it does'),
  change: impact,
  note: z.optional(text),
  turns: says(z.array(turn), 'what changing it in a direction takes, where that differs'),
  security: flag,
  secret: flag,
  state: flag,
  ignored: flag,
  owned: z.optional(text),
});

const field = z.strictObject({
  kind: z.literal('field'),
  name: text,
  meaning: text,
  type: text,
  unit: z.optional(text),
  default: text,
  example: text,
  domain: z.enum(['settings', 'topology', 'infrastructure', 'guard', 'nothing']),
  writes: says(z.array(text), 'the directives whose lines it writes'),
  effect: says(z.string(), 'what a change does'),
  means: z.array(means),
  impact: z.optional(impact),
  security: flag,
});

const part = z.strictObject({ kind: z.literal('part'), name: text, meaning: text, fields: texts });

const rule = z.strictObject({
  kind: z.literal('rule'),
  name: text,
  judges: z.enum(['environment', 'configuration', 'files']),
  severity,
  waivable: flag,
  summary: text,
  why: text,
  source: text,
  remedy: text,
});

/** Each thing that a name stands for. */
export const explained = z.array(z.union([directive, field, part, rule]));
