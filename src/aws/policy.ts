/** Policies of IAM as JSON. */

/** The version of the policy language (IAM user guide, policy elements). */
const LANGUAGE = '2012-10-17';

/** A policy that lets a service of AWS take on a role, and nobody else. */
export function assumedBy(service: string): string {
  return allowing({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
}

/** A policy of statements, each of which allows something. */
export function allowing(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: LANGUAGE,
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}
