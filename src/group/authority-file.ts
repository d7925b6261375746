/** The certificates of authorities in a file of this machine. Nothing of them is secret. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, show, UsageError } from '../base/errors.ts';

/** Reads them, as PEM. @throws UsageError if the file cannot be read, or begins with no certificate */
export function authorityInFile(file: string): string {
  const refused = (reason: string): UsageError =>
    new UsageError(
      `--authority ${show(file)} ${reason}; give a file with the certificate, as PEM, of who signs those of the hosts`,
    );
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw refused(`cannot be read (${messageOf(error)})`);
  }
  if (!isCertificate(text)) throw refused('is no certificate');
  return text;
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).ca;
  } catch {
    return false;
  }
}
