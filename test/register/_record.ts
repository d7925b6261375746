import type { CreatedEnvironment } from '../../src/register/record.ts';

/** What is written down of a created environment, and is of no interest to most tests; a test gives what it is about. */
export function recordOf<Own extends Partial<CreatedEnvironment>>(own: Own): CreatedEnvironment & Own {
  return {
    name: 'pr-42',
    from: 'shop',
    cidr: '10.192.0.0/24',
    maxMemory: 1,
    set: [],
    owner: 'ada',
    created: '2026-11-27T18:00:00Z',
    expires: '2026-11-28T02:00:00Z',
    by: 'ada@laptop',
    extensions: [],
    ...own,
  };
}
