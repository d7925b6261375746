/** How Terraform finds the program of vedette that issues certificates (src/start/certificates.cjs), wherever a stack is applied. */
import { delimiter, dirname } from 'node:path';
import { execPath } from 'node:process';
import { ROOT } from './package.ts';

const PROGRAM = 'VEDETTE_CERTIFICATES';

/** Under this name Node finds it from the folder of a stack: in the checkout itself, and in a project that has the package. */
const EXPORTED = 'redis-sentinel-stacks/certificates';

/**
 * What a stack starts, with the words that say which certificates behind it. No path of the machine that wrote the stack is
 * in it: another one may apply it, as the second job of a pipeline does.
 */
export const CERTIFICATE_STEP: readonly string[] = [
  'node',
  '-e',
  `require(process.env.${PROGRAM} || '${EXPORTED}')`,
  '--',
];

/**
 * What those who start Terraform themselves give it: their stack may be in a folder from where Node finds no package, and
 * this Node in none of those that programs are looked for in.
 */
export function certificateStepVariables({
  PATH = '',
}: {
  readonly PATH?: string | undefined;
}): Readonly<Record<string, string>> {
  const folders = [PATH, dirname(execPath)].filter((folder) => folder !== '');
  return { [PROGRAM]: `${ROOT}src/start/certificates.cjs`, PATH: folders.join(delimiter) };
}
