/** Issues the certificates of an environment into the secret store: the step of a stack (src/aws/certificates.ts). */
import * as z from 'zod/mini';
import { messageOf, UserError } from '../base/errors.ts';
import { provideCertificates } from '../certificates/provide.ts';
import type { Wanted } from '../certificates/wanted.ts';
import { certificateStoreOf } from '../group/stored-certificates.ts';

const text = z.string();
const days = z.number();

/** What a stack says, as JSON. */
const WANTED: z.ZodMiniType<Wanted> = z.object({
  environment: text,
  region: text,
  authority: text,
  privateCa: z.optional(text),
  validity: z.object({ lifetimeDays: days, renewBeforeDays: days }),
  hosts: z.array(z.object({ name: text, address: text, secret: text })),
});

/** Issues what is lacking, tells it, and leaves the exit status. */
export async function issue(given: string): Promise<void> {
  try {
    const wanted = WANTED.parse(JSON.parse(given));
    const provided = await provideCertificates(wanted, certificateStoreOf(wanted), new Date());
    for (const { host, why } of provided) console.log(`${host}: a certificate is issued, since ${why}`);
  } catch (error) {
    console.error(error instanceof UserError ? messageOf(error) : error);
    process.exitCode = 1;
  }
}
