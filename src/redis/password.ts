import { createHash } from 'node:crypto';
import { encodeBytes } from '../base/bytes.ts';

/** The hash by which Redis keeps a password: SHA-256 of its bytes, which may be no UTF-8. */
export function hashOf(password: string): string {
  return createHash('sha256').update(encodeBytes(password)).digest('hex');
}
