import test from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition, TlsDefinition } from '../../src/definition/environment.ts';
import { linkPort, openPorts } from '../../src/topology/ports.ts';
import { BASE, FILE, resolved } from './_base.ts';

function withTls(tls: TlsDefinition, more: Partial<EnvironmentDefinition> = {}) {
  return resolved({ ...BASE, ...more, tls });
}

function numbers(tls: TlsDefinition): readonly (readonly number[])[] {
  const environment = withTls(tls);
  return [
    openPorts(environment, 'redis').map(({ number }) => number),
    openPorts(environment, 'sentinel').map(({ number }) => number),
    [linkPort(environment, 'redis'), linkPort(environment, 'sentinel')],
  ];
}

test('without TLS each program has its plain port', (t) => {
  t.deepEqual(numbers({}), [[6_379], [26_379], [6_379, 26_379]]);
});

test('where TLS is optional the port for it is open too, and hosts go on as before', (t) => {
  t.deepEqual(numbers({ mode: 'optional' }), [
    [6_379, 6_380],
    [26_379, 26_380],
    [6_379, 26_379],
  ]);
});

test('where TLS is required its port is the only one, and all go there', (t) => {
  t.deepEqual(numbers({ mode: 'required', port: 7_000 }), [[7_000], [26_380], [7_000, 26_380]]);
});

test('a plain port that is closed may be the port for TLS', (t) => {
  t.deepEqual(numbers({ mode: 'required', port: 6_379, sentinelPort: 26_379 })[2], [6_379, 26_379]);
});

const problems: readonly (readonly [string, TlsDefinition, string])[] = [
  [
    'a program does not listen twice on one port',
    { mode: 'optional', port: 6_379 },
    'tls.port: 6379 is redis.port too, and Redis listens on both; give each its own',
  ],
  [
    'a Sentinel beside data does not listen where Redis does',
    { mode: 'required', port: 7_000, sentinelPort: 7_000 },
    'tls.sentinelPort: 7000 is tls.port too, and data1 runs both; give each its own',
  ],
  [
    'a certificate is not renewed before it begins',
    { lifetimeDays: 30, renewBeforeDays: 30 },
    'tls.renewBeforeDays: 30 days are not less than tls.lifetimeDays, 30, so certificates would be renewed without an end; give less',
  ],
];

for (const [title, tls, message] of problems)
  test(title, (t) => {
    const error = t.throws(() => withTls(tls), { instanceOf: DefinitionError });
    t.is(error?.message, `${FILE}: ${message}`);
  });
