import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { connectCloud } from '../../src/local/index.ts';
import { needs } from '../_needs.ts';
import { PAIR } from '../local/provider/_definitions.ts';
import { WITH_TERRAFORM, workFolder } from '../local/provider/_stack.ts';
import { BIN, type Ended, vedette } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const folder = workFolder('deploy');
const NAME = 'deployed';
const DEPLOYED: EnvironmentDefinition = { ...PAIR, name: NAME };

/** Writes the definition anew, and deploys it to this machine without a terminal. */
function deploy(definition: EnvironmentDefinition, ...flags: readonly string[]): Promise<Ended> {
  const file = join(folder, `${NAME}.ts`);
  writeFileSync(file, `export default ${JSON.stringify(definition)};\n`);
  const argv = ['local', 'run', '--', process.execPath, BIN, 'deploy', file, ...flags];
  return vedette(argv, { cwd: folder });
}

/** Puts the state back that there was before a resource was made. */
function forgetNewest(type: string, name: string): void {
  const file = join(folder, '.vedette/state', `${NAME}.tfstate`);
  const state: {
    readonly resources: readonly { readonly type: string; readonly name: string }[];
  } = JSON.parse(readFileSync(file, 'utf8'));
  const resources = state.resources.filter((one) => one.type !== type || one.name !== name);
  writeFileSync(file, JSON.stringify({ ...state, serial: 1, resources }));
}

needs(...WITH_TERRAFORM)(
  'deploy asks, applies until the group is healthy, finds nothing more, and is refused what loses data',
  async (t) => {
    t.timeout(400_000);
    t.teardown(async () => (await connectCloud(NAME))?.down());
    const unasked = await deploy(DEPLOYED);
    t.is(unasked.code, 1, unasked.stderr);
    t.regex(unasked.stdout, /^aws_instance\.instance_one +create$/m);
    t.regex(
      unasked.stdout.replace(/\s+/g, ' '),
      /nothing of deployed is changed: there is no terminal to ask on/,
    );
    t.is(await connectCloud(NAME), undefined);
    t.false(existsSync(join(folder, '.vedette/state', `${NAME}.tfstate`)));

    const applied = await deploy(DEPLOYED, '--yes', '--format', 'json');
    t.is(applied.code, 0, applied.stderr);
    isOfSchema(t, 'deploy', applied.stdout);
    const { fate, health, outputs } = JSON.parse(applied.stdout);
    t.is(fate, 'applied');
    t.deepEqual(health.problems, []);
    t.is(outputs.password_secret, `vedette/${NAME}/redis-password`);
    t.regex(applied.stderr, /^deployed: aws_instance\.instance_two: created/m);

    const unchanged = await deploy(DEPLOYED, '--format', 'json');
    t.is(unchanged.code, 0, unchanged.stderr);
    t.like(JSON.parse(unchanged.stdout), {
      fate: 'unchanged',
      plan: { primary: health.primary, resources: [] },
    });

    const { two: _two, ...hosts } = DEPLOYED.hosts;
    const refused = await deploy({ ...DEPLOYED, hosts }, '--yes');
    t.is(refused.code, 3, refused.stdout + refused.stderr);
    t.regex(refused.stdout.replace(/\s+/g, ' '), /nothing of deployed is changed: the plan is refused/);
    const cloud = await connectCloud(NAME);
    t.true((await cloud?.hosts())?.some(({ name, state }) => name === 'two' && state === 'running'));

    forgetNewest('aws_instance', 'instance_two');
    const older = await deploy(DEPLOYED, '--yes', '--format', 'json');
    t.is(older.code, 3, older.stdout + older.stderr);
    const [refusal] = JSON.parse(older.stdout).plan.refusals;
    t.is(refusal.guard, 'older-state');
    t.regex(refusal.reason, /its serial is 1, .*; it does not know aws_instance i-\w+, which the tag/);
  },
);
