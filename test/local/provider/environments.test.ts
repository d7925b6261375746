import { existsSync } from 'node:fs';
import { environmentNames, loadDefinition } from '../../../src/definition/load.ts';
import { connectCloud } from '../../../src/local/index.ts';
import { firstPrimary } from '../../../src/topology/environment.ts';
import { DRILLS, needs, serially } from '../../_needs.ts';
import { differences } from '../../render/_loaded.ts';
import { traces } from '../_cloud.ts';
import { Group } from './_group.ts';
import { TestStack, VALKEY, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const withValkey = serially(needs(...WITH_TERRAFORM, VALKEY));
const folder = workFolder('environments');

/** Staging is booted by the demo, and production is staging in large. */
const DRILLED: readonly string[] = ['staging', 'production'];

for (const name of environmentNames().filter((each) => DRILLS || !DRILLED.includes(each)))
  (name === 'valkey' ? withValkey : withTerraform)(
    `${name} is created, then nothing is left to change, and its group is healthy and runs with exactly what its definition says`,
    async (t) => {
      t.timeout(300_000);
      const { definition } = await loadDefinition(name);
      const before = traces();
      const stack = await TestStack.of(folder, definition);
      await stack.apply();
      t.deepEqual(await stack.plan(), {});
      t.is(await new Group(stack).healthy(), firstPrimary(stack.environment).name);
      t.deepEqual(await differences(await stack.cloud(), stack.environment), []);

      if (stack.environment.protected) {
        const { status, output } = await stack.terraform(['destroy', '-auto-approve']);
        t.is(status, 1);
        t.regex(output, /Instance cannot be destroyed/);
        await (await stack.cloud()).down();
      } else await stack.destroy();
      t.is(await connectCloud(name), undefined);
      t.false(existsSync('.vedette/local'));
      t.deepEqual(traces(), before);
    },
  );
