/** Keys and certificates as text (RFC 7468). */

/** What a block of such a text holds. */
export interface PemBlock {
  /** Such as `PRIVATE KEY` or `CERTIFICATE`. */
  readonly label: string;
  /** The block with its first and last line, and a line break at its end. */
  readonly text: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n[A-Za-z0-9+/=\r\n]+-----END \1-----/g;

/** The blocks of a text, in their order. What stands between them is a comment. */
export function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([block, label = '']) => ({
    label,
    text: `${block.replaceAll('\r', '')}\n`,
  }));
}

/** The certificates of a text, each with a line break at its end. */
export function certificatesIn(text: string): readonly string[] {
  return pemBlocks(text).flatMap(({ label, text: block }) => (label === 'CERTIFICATE' ? [block] : []));
}

/** The private keys of a text, whatever they are for. */
export function keysIn(text: string): readonly string[] {
  return pemBlocks(text).flatMap(({ label, text: block }) => (label.endsWith('PRIVATE KEY') ? [block] : []));
}

/** A block with such a label, with a line break at its end. */
export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}
