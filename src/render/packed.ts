/** Packs what a host boots with: EC2 takes 16 KB. */
import { gzipSync, strToU8 } from 'fflate';
import { layOut } from './template.ts';

/** Lines that unpack a script and run it. */
export function packed(script: string): string {
  return layOut('unpack.sh', { packed: pack(script) });
}

/** In bytes. b64decode of FreeBSD reads a line up to this length, in whole groups of four (usr.bin/bintrans/uudecode.c). */
const LINE = 1_020;

/**
 * Packs a script as text. fflate's bytes follow from it alone. zlib's change with its version and with the processor,
 * and a host whose user-data differs in one byte waits for a roll-out.
 */
function pack(program: string): string {
  return Buffer.from(gzipSync(strToU8(program), { level: 9, mtime: 0 }))
    .toString('base64')
    .replace(new RegExp(`.{1,${LINE}}`, 'g'), '$&\n');
}
