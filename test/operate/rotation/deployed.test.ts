/** A password that was rotated under Terraform, which made the one before. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { Group } from '../../../src/group/group.ts';
import { groupHealth } from '../../../src/group/health.ts';
import { connectCloud } from '../../../src/local/index.ts';
import { localPasswordStore } from '../../../src/local/password-store.ts';
import { resolved } from '../../_boot.ts';
import { DRILLS, needs } from '../../_needs.ts';
import { BIN, type Ended, vedette } from '../../cli/_run.ts';
import { PAIR } from '../../local/provider/_definitions.ts';
import { WITH_TERRAFORM, workFolder } from '../../local/provider/_stack.ts';

const NAME = 'rotated';
const ROTATED: EnvironmentDefinition = { ...PAIR, name: NAME };

if (DRILLS) {
  const folder = workFolder('rotated');
  const file = join(folder, `${NAME}.ts`);

  /** Runs a command of vedette with this machine as the cloud. */
  const here = (...argv: readonly string[]): Promise<Ended> =>
    vedette(['local', 'run', '--', process.execPath, BIN, ...argv], { cwd: folder });

  needs(...WITH_TERRAFORM)(
    'a deployment after a rotation leaves the password as it is, and a host that it makes joins',
    async (t) => {
      t.timeout(600_000);
      t.teardown(async () => (await connectCloud(NAME))?.down());
      writeFileSync(file, `export default ${JSON.stringify(ROTATED)};\n`);
      const deployed = await here('deploy', file, '--yes');
      t.is(deployed.code, 0, deployed.stderr);
      const cloud = await connectCloud(NAME);
      if (cloud === undefined) return t.fail('nothing is up');
      const environment = resolved(ROTATED);
      const store = localPasswordStore(cloud, environment);
      const first = await store.read();

      const waiting = await here('rotate', file, '--yes');
      t.is(waiting.code, 0, waiting.stderr);
      const between = await here('deploy', file, '--format', 'json');
      t.is(JSON.parse(between.stdout).fate, 'unchanged', between.stderr);
      const ended = await here('rotate', file, '--yes', '--clients-moved');
      t.is(ended.code, 0, ended.stderr);
      const { current, previous } = await store.read();
      t.not(current, first.current);
      t.is(previous, first.current);

      const { two, ...hosts } = ROTATED.hosts;
      const size = { ...two, roles: ['replica'], size: 't4g.medium' } as const;
      writeFileSync(
        file,
        `export default ${JSON.stringify({ ...ROTATED, hosts: { ...hosts, two: size } })};\n`,
      );
      const again = await here('rollout', file, '--yes');
      t.is(again.code, 0, again.stdout + again.stderr);
      const unchanged = await here('deploy', file, '--format', 'json');
      t.is(JSON.parse(unchanged.stdout).fate, 'unchanged', unchanged.stderr);
      t.is((await store.read()).current, current);
      using group = new Group(cloud, environment, async () => [current]);
      t.deepEqual((await groupHealth(group)).problems, []);
    },
  );
} else test('a deployment after a rotation is drilled by npm run drills', (t) => t.false(DRILLS));
