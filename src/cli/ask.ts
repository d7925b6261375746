/** Asking whoever sits at the terminal before something is changed. */
import { createInterface } from 'node:readline/promises';
import { showStatus } from '../report/output.ts';

/** What was answered; `nobody` where nobody sits there who could. */
export type Answer = 'yes' | 'no' | 'nobody';

/** Where is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Asks on the terminal of this process. Only the whole word counts as a yes, so that nobody agrees by a key that he
 * pressed before; the end of the input is a no.
 *
 * @param question without a question mark: `Destroy lab`
 */
export async function ask(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<Answer> {
  if (input.isTTY !== true || output.isTTY !== true) return 'nobody';
  showStatus('');
  const lines = createInterface({ input, output, terminal: false });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${question}? Write yes to do it: `), ended]);
    return answer.trim() === 'yes' ? 'yes' : 'no';
  } finally {
    lines.close();
  }
}
