/** Which machine this is, as far as its processes go. */
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Another boot, and another container, number processes anew, and machines share names: undefined where the kernel does
 * not tell, so that no process of elsewhere is looked for here.
 */
export function thisMachine(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}
