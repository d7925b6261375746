/** Values as a definition writes them. */

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** A value as TypeScript writes it, in single quotes: `{ owner: 'me' }`. */
export function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${PLAIN_KEY.test(key) ? key : quoted(key)}: ${asWritten(inner)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
