import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { needs, serially } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import { PLANNED, TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('refusal');

/** Its release ended before this test was written. */
const ENDED: EnvironmentDefinition['aws'] = { image: '15.0' };
const SENTENCE = /definition\.ts: aws\.image: FreeBSD 15\.0 ended on\s+2026-09-30; give/;

withTerraform(
  'a plan that would create the hosts of a refused environment fails with the sentence',
  async (t) => {
    t.timeout(120_000);
    const stack = await TestStack.of(folder, { ...PAIR, name: 'new', aws: ENDED });
    const { status, output } = await stack.terraform(['plan']);
    t.is(status, 1);
    t.regex(unframed(output), /No host may be created now/);
    t.regex(unframed(output), SENTENCE);
  },
);

withTerraform(
  'an environment that comes to an end keeps its hosts, takes other changes, and goes',
  async (t) => {
    t.timeout(300_000);
    const stack = await TestStack.of(folder, { ...PAIR, name: 'old' });
    await stack.apply();

    await stack.change({ ...PAIR, name: 'old', aws: { ...ENDED, tags: { team: 'blue' } } });
    const changed = await stack.plan();
    t.is(changed['aws_instance.instance_one'], 'update', 'its tags');
    await stack.apply(PLANNED);

    const replaced = await stack.terraform(['plan', '-replace=aws_instance.instance_two']);
    t.is(replaced.status, 1);
    t.regex(unframed(replaced.output), SENTENCE);

    const hosts = { ...PAIR.hosts, three: { roles: ['replica'], address: '10.7.0.14' } } as const;
    await stack.change({ ...PAIR, name: 'old', aws: ENDED, hosts });
    const added = await stack.terraform(['plan']);
    t.is(added.status, 1);
    t.regex(unframed(added.output), SENTENCE);
    t.regex(added.output, /aws_instance\.instance_three/);

    await stack.destroy();
    t.deepEqual(JSON.parse(stack.state).resources, []);
  },
);

/** Terraform draws a frame around what it says, and breaks lines in it. */
function unframed(output: string): string {
  return output.replaceAll('│', ' ').replaceAll(/\s+/g, ' ');
}
