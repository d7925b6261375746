import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { unguarded } from '../../src/rehearsal/demo/unguarded.ts';
import { renderHost } from '../../src/render/host-files.ts';
import { validate } from '../../src/rules/index.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { shipped, small } from '../_environment.ts';

for (const name of environmentNames())
  test(`the copy of ${name} that may be destroyed has the same hosts with the same files, and no error`, async (t) => {
    const environment = await shipped(name);
    const copy = resolveEnvironment(unguarded(environment), environment.file);
    t.false(copy.protected);
    t.deepEqual(
      copy.hosts.map((host) => renderHost(copy, host)),
      environment.hosts.map((host) => renderHost(environment, host)),
    );
    t.deepEqual(
      validate(copy, new Date()).filter(
        ({ severity, waived }) => severity === 'error' && waived === undefined,
      ),
      [],
    );
  });

test('the copy has no bucket for its state and no retired host, and keeps the rest', (t) => {
  const aws = { region: 'eu-west-1', state: { bucket: 'ours' } };
  const copy = unguarded(small({ protected: true, retired: ['four'], aws }));
  t.deepEqual(copy.aws, { region: 'eu-west-1', updates: 'first-boot' });
  t.false('retired' in copy);
});
