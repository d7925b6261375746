/** What the fields of TLS mean together. */
import type { Environment, Tls } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** True where hosts have certificates: some connections are encrypted, or all. */
export function hasTls({ tls }: Pick<Environment, 'tls'>): boolean {
  return tls.mode !== 'off';
}

/** True where every connection is encrypted. */
export function requiresTls({ tls }: Pick<Environment, 'tls'>): boolean {
  return tls.mode === 'required';
}

/** The ARN of the authority of AWS Private CA that signs; undefined where somebody else does. */
export function privateCaOf({ tls: { authority } }: Pick<Environment, 'tls'>): string | undefined {
  return authority === 'environment' || authority === 'files' ? undefined : authority;
}

/** Problems of what TLS says: a certificate that is renewed before it begins is renewed for ever. */
export function tlsProblems({ lifetimeDays, renewBeforeDays }: Tls): readonly FieldProblem[] {
  if (renewBeforeDays < lifetimeDays) return [];
  return [
    {
      field: 'tls.renewBeforeDays',
      message: `${renewBeforeDays} days are not less than tls.lifetimeDays, ${lifetimeDays}, so certificates would be renewed without an end; give less`,
    },
  ];
}
