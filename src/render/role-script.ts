/** The script of a host that decides whether it starts as primary: rc.d/vedette, as the program of its first boot has it. */
import type { Kind } from './kind.ts';
import { programOf } from './program.ts';

/** Where it is on a host. */
export const ROLE_SCRIPT = '/usr/local/etc/rc.d/vedette';

/** Its text on hosts of a kind. */
export function roleScript(kind: Kind): string {
  const [, text] = BETWEEN.exec(programOf(kind).clear) ?? [];
  if (text === undefined) throw new RangeError(`the program of a host has no ${ROLE_SCRIPT}`);
  return text;
}

/** How templates/boot.sh.hbs carries it. */
const BETWEEN = /^\tplace \/usr\/local\/etc\/rc\.d\/vedette 555 root wheel <<'END-OF-RC'\n(.*?)^END-OF-RC$/ms;
