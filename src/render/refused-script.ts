import { shellWord } from './shell.ts';

/** How the script of a host begins that must not be created. Terraform tells by it that a host would get this script. */
export const REFUSED = '#!/bin/sh\n# vedette: refused\n';

/** What stands in place of a boot script where no host may be created. Should it ever run, it says why and ends. */
export function refusedScript(rules: readonly string[]): string {
  const said = shellWord(`vedette: FAILED refused: ${rules.join(', ')}`);
  return `${REFUSED}echo ${said} > /dev/console\nexit 1\n`;
}
