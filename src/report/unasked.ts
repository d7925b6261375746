/** What is said where a command had nobody to ask. */
import type { Phrase } from './elements.ts';

/**
 * That nothing was done.
 *
 * @param what is not done, as a clause: `nothing of lab is changed`
 * @param shown what there is to look at before one agrees. @default the plan
 */
export function unaskedPhrase(what: string, shown: 'plan' | 'steps' = 'plan'): Phrase {
  return {
    text: `${what}: there is no terminal to ask on; look at the ${shown}, and run the command again with --yes`,
    tone: 'error',
  };
}
