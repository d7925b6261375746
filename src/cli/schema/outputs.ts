/** What each command prints with `--format json`, beside `formatVersion` and `command`. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { JsonSchema } from '../../definition/json-schema.ts';
import { FORMAT_VERSION as DIFF_VERSION } from '../../diff/change.ts';
import { USES } from '../../doctor/check.ts';
import { FORMAT_VERSION } from '../../report/output.ts';
import { cost } from './cost.ts';
import { DEPLOY_FIELDS } from './deploy.ts';
import { DESTROY_FIELDS } from './destroy.ts';
import { DRIFT_FIELDS } from './drift.ts';
import { ENV_FIELDS } from './env.ts';
import { explained } from './explained.ts';
import { measured, outlook } from './forecast.ts';
import { LOCAL_FIELDS } from './local.ts';
import { REHEARSAL_FIELDS } from './rehearsal.ts';
import { REPAIR_FIELDS } from './repair.ts';
import { ROLLOUT_FIELDS } from './rollout.ts';
import { ROTATION_FIELDS } from './rotation.ts';
import { counts, finding, flag, program, role, says, text, texts, unopened, value } from './shapes.ts';
import { STATUS_FIELDS } from './status.ts';
import { SWITCHOVER_FIELDS } from './switchover.ts';

/** The fields of a result; several forms where the arguments decide. */
type Fields = Readonly<Record<string, z.ZodMiniType>>;

const listed = z.strictObject({
  name: text,
  file: text,
  package: text,
  group: text,
  primary: says(z.string(), 'the host that is primary at the first boot'),
  hosts: z.array(z.strictObject({ name: text, roles: z.array(role), zone: text })),
  protected: flag,
});

const judged = z.strictObject({ name: text, file: text, ...counts, findings: z.array(finding) });

const judgedFile = z.strictObject({
  name: text,
  program,
  version: text,
  ...counts,
  findings: z.array(finding),
});

const decided = z.strictObject({
  field: text,
  value: says(z.optional(value), 'absent where nothing is set'),
  origin: says(z.string(), '`given`, `default`, or how it is derived'),
});

const file = z.optional(text);

const folder = z.strictObject({
  host: text,
  files: z.strictObject({ 'redis.conf': file, 'sentinel.conf': file, 'boot.sh': text, 'user-data.sh': text }),
});

const graphHost = z.strictObject({
  name: text,
  roles: z.array(role),
  mainRole: role,
  address: text,
  services: says(z.array(text), 'what listens on it and where, and what it keeps its data on'),
  machine: text,
});

const graph = z.strictObject({
  name: text,
  caption: text,
  zones: z.array(
    z.strictObject({ name: text, subnet: text, data: z.array(graphHost), sentinels: z.array(graphHost) }),
  ),
  links: z.array(z.strictObject({ kind: z.enum(['replication', 'watch']), from: text, to: text })),
  clients: z.strictObject({
    ask: says(z.array(text), 'the Sentinels, which tell who is primary'),
    use: says(z.string(), 'the primary'),
  }),
});

const clientCode = z.strictObject({
  client: text,
  file: says(z.string(), 'the name that a file of it may have'),
  language: text,
  tried: says(z.string(), 'how far it was tried'),
  code: text,
});

const projectFile = z.strictObject({
  path: text,
  state: z.enum(['written', 'completed', 'unchanged', 'kept']),
  todo: says(z.optional(text), 'what is left to do'),
});

const use = z.enum(USES);

const check = z.strictObject({
  name: text,
  isThere: flag,
  found: text,
  neededBy: z.array(use),
  usedBy: says(z.optional(z.array(use)), 'what works without it too, in another way'),
  advice: says(z.optional(text), 'what to do where it is missing'),
});

const row = z.strictObject({ program: z.optional(program), key: text, values: texts });

/** By the words of the command. */
const FIELDS: Readonly<Record<string, readonly Fields[]>> = {
  init: [{ folder: text, environment: text, files: z.array(projectFile), next: texts }],
  list: [{ environments: z.array(listed), unopened }],
  show: [
    { environment: text, file: text, values: z.array(decided) },
    { environment: text, file: text, cost },
  ],
  validate: [
    { environments: z.array(judged), unopened },
    {
      files: z.array(judgedFile),
      notRead: says(z.array(text), 'other files of a folder, which are not judged'),
      notJudged: says(z.array(text), 'rules that the files cannot decide'),
    },
  ],
  render: [{ environment: text, hosts: z.array(folder), out: z.optional(text), written: z.optional(texts) }],
  matrix: [{ environments: texts, rows: z.array(row), unopened }],
  forecast: [outlook],
  graph: [{ graph }],
  clients: [{ environment: text, clients: z.array(clientCode) }],
  explain: [{ explained }],
  doctor: [{ use: z.optional(use), checks: z.array(check) }],
  demo: [{ environment: text, measured }],
  rehearse: REHEARSAL_FIELDS,
  deploy: DEPLOY_FIELDS,
  status: STATUS_FIELDS,
  drift: DRIFT_FIELDS,
  switchover: SWITCHOVER_FIELDS,
  rollout: ROLLOUT_FIELDS,
  repair: REPAIR_FIELDS,
  rotate: ROTATION_FIELDS,
  ...DESTROY_FIELDS,
  ...ENV_FIELDS,
  ...LOCAL_FIELDS,
};

/** The commands whose JSON has a schema, by their words. */
export const DESCRIBED: readonly string[] = ['diff', ...Object.keys(FIELDS)];

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** What any command prints where it fails. */
const failure = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  command: text,
  error: z.strictObject({
    message: text,
    problems: z.optional(z.array(z.strictObject({ file: text, field: text, message: text }))),
  }),
});

/**
 * The JSON Schema of what a command prints: its result, or how it failed. Undefined for a command that prints no JSON.
 *
 * @param command its words: `local up`
 */
export function outputSchema(command: string): JsonSchema | undefined {
  const version = command === 'diff' ? DIFF_VERSION : FORMAT_VERSION;
  const { forms, $defs } = command === 'diff' ? ofDiff() : ofFields(command);
  if (forms.length === 0) return undefined;
  return {
    $schema: DRAFT,
    $id: `urn:vedette:output:${command.replaceAll(' ', '-')}:${version}`,
    title: `vedette ${command} --format json`,
    anyOf: [...forms, { title: 'how it failed', ...plain(failure) }],
    ...($defs === undefined ? {} : { $defs }),
  };
}

interface Forms {
  readonly forms: readonly JsonSchema[];
  readonly $defs?: JsonSchema['$defs'];
}

function ofFields(command: string): Forms {
  const head = { formatVersion: z.literal(FORMAT_VERSION), command: z.literal(command) };
  return { forms: (FIELDS[command] ?? []).map((fields) => plain(z.strictObject({ ...head, ...fields }))) };
}

/** Written by hand, since it says what zod does not: that a change has a value before, or after, or both. */
function ofDiff(): Forms {
  const path = new URL('../../diff/schema/diff.schema.json', import.meta.url);
  const {
    $schema: _draft,
    title: _title,
    $defs,
    ...form
  }: JsonSchema = JSON.parse(readFileSync(path, 'utf8'));
  return { forms: [form], $defs };
}

function plain(schema: z.ZodMiniType): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema);
  return rest;
}
