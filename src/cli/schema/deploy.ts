/** What `vedette deploy` tells. */
import * as z from 'zod/mini';
import { health, hostStatus } from './local.ts';
import { fate, plan } from './plan.ts';
import { says, text } from './shapes.ts';

export const DEPLOY_FIELDS = [
  {
    environment: text,
    plan,
    ...fate,
    outputs: says(z.record(text, z.unknown()), 'of the state after an apply; what is sensitive is left out'),
    hosts: says(z.optional(z.array(hostStatus)), 'absent where they are not of this machine'),
    health: says(z.optional(health), 'absent where the group cannot be reached from here'),
  },
];
