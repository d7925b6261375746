import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { refuseFiles } from '../../src/rehearsal/refused-files.ts';
import { ALONE, resolved } from '../_boot.ts';
import { shipped } from '../_environment.ts';

const NEWER: EnvironmentDefinition = {
  ...ALONE,
  redis: { package: 'redis84', directives: { lookahead: 8 } },
};

for (const [name, version] of [
  ['Redis', '7.0.15'],
  ['Redis', '8.0.6'],
  ['Valkey', '9.1.2'],
] as const) {
  test(`${name} ${version} takes the files of lab`, async (t) => {
    const lab = await shipped('lab');
    t.notThrows(() => refuseFiles(lab, { name, version }));
  });

  test(`${name} ${version} is refused where a file has a directive that it does not know`, (t) => {
    t.throws(() => refuseFiles(resolved(NEWER), { name, version }), {
      instanceOf: UserError,
      message: `stacks/alone.ts: ${name} ${version} refuses lookahead in the redis.conf of one, which is written for Redis 8.4; give an engine of that line with --engine`,
    });
  });
}

test('an engine that knows the directive is not refused, nor is one that the catalogue does not have', (t) => {
  t.notThrows(() => refuseFiles(resolved(NEWER), { name: 'Redis', version: '8.4.1' }));
  t.notThrows(() => refuseFiles(resolved(NEWER), { name: 'Redis', version: '9.0.0' }));
});
