/** What `vedette drift` tells. */
import * as z from 'zod/mini';
import { WHENCES } from '../../operate/drift/model.ts';
import { flag, impact, program, says, text, texts } from './shapes.ts';

const row = z.strictObject({
  whence: says(
    z.enum(WHENCES),
    'where it comes from: changed on the `host`, `left` by a switch-over that was cut off, a change of the `definition` that is not rolled out, `unknown` where nobody can tell that or whether it differs, or `expected` of a group that runs',
  ),
  area: z.enum(['settings', 'topology', 'infrastructure']),
  program: z.optional(program),
  key: text,
  hosts: says(z.array(text), 'empty for what is not about single hosts'),
  running: says(z.optional(text), 'absent where there is nothing of this kind'),
  declared: says(
    z.optional(text),
    'what the definition says, or where that runs, what a restart would bring',
  ),
  impact: says(impact, 'what making it as declared takes'),
  note: z.optional(text),
  security: flag,
});

export const DRIFT_FIELDS = [
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    isDrifted: says(z.boolean(), 'true where something differs that is not expected, or nobody can tell'),
    impact: says(impact, 'the worst of what is not expected'),
    summary: text,
    rows: z.array(row),
    programs: z.array(
      z.strictObject({
        host: text,
        program,
        version: says(z.optional(text), 'what runs; absent where that is not known'),
        unknown: says(texts, 'what is not known of it, and why'),
      }),
    ),
  },
];
