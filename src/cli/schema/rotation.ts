/** What `vedette rotate` tells. No password is in there. */
import * as z from 'zod/mini';
import { STEP_KINDS } from '../../operate/step.ts';
import { flag, impact, says, text } from './shapes.ts';

const facts = {
  kind: z.enum(STEP_KINDS),
  hosts: says(z.array(text), 'empty for what is about no single host'),
  what: text,
  why: text,
  notice: says(z.string(), 'what clients notice'),
  undo: says(z.string(), 'how it is taken back'),
  impact,
};

const step = z.strictObject(facts);

/** How one password was rotated. */
const rotated = {
  isNew: says(
    flag,
    'a new password is made; otherwise a rotation that was begun is gone on with, or taken back',
  ),
  fate: says(
    z.enum(['planned', 'nothing', 'declined', 'unasked', 'waiting', 'done', 'stopped']),
    '`planned` with --plan, `nothing` where it has ended already, `declined` by who was asked, `unasked` without a terminal, `waiting` for the clients, while both passwords are let in',
  ),
  steps: says(z.array(step), 'the plan; the last one waits for the clients'),
  done: says(
    z.optional(z.array(z.strictObject({ ...facts, took: says(z.number(), 'milliseconds') }))),
    'absent where nothing was begun',
  ),
  notDone: z.optional(z.array(step)),
  stopped: z.optional(z.strictObject({ at: z.enum(['before', 'in', 'undone', 'after']), why: text })),
};

export const ROTATION_FIELDS = [
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    user: says(z.optional(text), 'whose password; absent for that of the group'),
    ...rotated,
  },
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    users: says(
      z.array(z.strictObject({ user: text, ...rotated })),
      'where users are required and none is named: each whose turn came',
    ),
  },
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    fate: says(
      z.enum(['planned', 'declined', 'unasked', 'waiting', 'done', 'stopped']),
      'with --authority: `waiting` for the clients, while every host trusts both authorities',
    ),
    steps: says(z.array(step), 'the plan; those that sign and drop wait for the clients'),
    done: z.optional(z.array(z.strictObject({ ...facts, took: says(z.number(), 'milliseconds') }))),
    notDone: z.optional(z.array(step)),
    stopped: z.optional(z.strictObject({ at: z.enum(['before', 'in', 'undone', 'after']), why: text })),
  },
  {
    environment: text,
    fate: says(
      z.enum(['planned', 'nothing', 'declined', 'unasked', 'done']),
      'with --certificates: `nothing` where every certificate is good for longer',
    ),
    certificates: says(
      z.array(z.strictObject({ host: text, why: says(text, 'why it gets another one, as a clause') })),
      'the hosts that get a new certificate',
    ),
  },
];
