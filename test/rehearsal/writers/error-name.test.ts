import test from 'ava';
import { errorName } from '../../../src/rehearsal/writers/error-name.ts';

class SocketClosedError extends Error {}

const NAMES: readonly (readonly [error: unknown, name: string])[] = [
  [new Error("READONLY You can't write against a read only replica."), 'READONLY'],
  [new Error('NOREPLICAS Not enough good replicas to write.'), 'NOREPLICAS'],
  [Object.assign(new Error('connect ECONNREFUSED 10.0.0.30:6379'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [new SocketClosedError('Socket closed unexpectedly'), 'SocketClosedError'],
  [
    Object.assign(new Error('Reached the max'), { name: 'MaxRetriesPerRequestError' }),
    'MaxRetriesPerRequestError',
  ],
  [new Error('Connection is closed.'), 'Connection is closed'],
  [
    new Error('All sentinels are unreachable. Retrying from scratch after 100ms.'),
    'All sentinels are unreachable',
  ],
  [new Error('Master Client (10.0.0.30:6379): closed'), 'Master Client'],
  [new Error(''), 'Error'],
  [new TypeError('x is not a function'), 'TypeError'],
  ['no error', 'string'],
  [undefined, 'undefined'],
];

for (const [error, name] of NAMES)
  test(`${error instanceof Error ? `an error that says ${JSON.stringify(error.message)}` : `a thrown ${typeof error}`} is counted as ${name}`, (t) => {
    t.is(errorName(error), name);
  });
