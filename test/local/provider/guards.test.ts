import { milliseconds } from '../../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { needs, serially } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { PLANNED, TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('guards');

const { hosts } = PAIR;
const { two, ...others } = hosts;
const ON_ONE_MACHINE = { ...PAIR.waive, 'state-bucket': 'a test' };
const PROTECTED: EnvironmentDefinition = {
  ...PAIR,
  waive: ON_ONE_MACHINE,
  name: 'guarded',
  protected: true,
  aws: { account: '000000000000' },
  network: { ...PAIR.network, egress: 'public' },
};
const LARGER: EnvironmentDefinition = {
  ...PROTECTED,
  redis: { ...PAIR.redis, maxmemory: '1gb' },
  aws: { ...PROTECTED.aws, image: 'ami-0123456789abcdef0' },
};
const WITHOUT_TWO: EnvironmentDefinition = {
  ...LARGER,
  hosts: others,
  waive: { ...ON_ONE_MACHINE, 'promotable-count': 'one is enough for a test' },
};
const ONLY_A_SENTINEL: EnvironmentDefinition = {
  ...LARGER,
  protected: false,
  hosts: { ...hosts, two: { ...two, roles: ['sentinel'] } },
  waive: { ...PAIR.waive, 'promotable-count': 'a test', 'quorum-majority': 'a test' },
};

withTerraform(
  'plans say who waits, keep the volumes of hosts that left, and replace a host that changes its kind; without protection all goes',
  async (t) => {
    t.timeout(400_000);
    const stack = await TestStack.of(folder, PROTECTED);
    const planned = () => stack.terraform(['plan', '-detailed-exitcode']);
    await stack.apply();
    t.is(await new Group(stack).healthy(), 'one');
    t.is((await planned()).status, 0, 'nobody waits');

    await stack.change(LARGER);
    for (const _ of ['before the deploy', 'after it']) {
      const { status, output } = await planned();
      t.is(status, 2);
      t.regex(output, /Changes to Outputs:\s.*pending += \{\s+[~+] one += "20.*\s[~+] two += "20/s);
      t.notRegex(output, /No changes/);
      t.regex(
        output,
        /one += "20[^"]*waits for vedette rollout: redis\.conf: maxmemory 1gb; no more redis\.conf: maxmemory [^;"]*; image: ami-0123456789abcdef0"/,
      );
      await stack.apply();
    }

    await stack.change(WITHOUT_TWO);
    const refused = await planned();
    t.is(refused.status, 1);
    t.regex(
      refused.output.replace(/[\s│]+/g, ' '),
      /guarded is protected and has data volumes of hosts that are not in it: vol-[0-9a-f]{17}; put the host back, or name it in retired, which lets its volume go after a snapshot\./,
    );
    await stack.change({ ...WITHOUT_TWO, retired: ['two'] });
    t.like(await stack.plan(), {
      'aws_instance.instance_two': 'delete',
      'aws_ebs_volume.volume_two': 'delete',
    });

    await stack.change(ONLY_A_SENTINEL);
    t.like(await stack.plan(), {
      'aws_instance.instance_two': 'delete/create',
      'aws_volume_attachment.volume_attachment_two': 'delete',
      'aws_ebs_volume.volume_two': 'delete',
      'aws_instance.instance_watch': 'update',
    });
    await stack.apply(PLANNED);
    const [rebuilt] = await (await stack.cloud()).waitForBoot(['two'], milliseconds(60_000));
    t.like(rebuilt, { boot: 'ready', services: ['sentinel'] });
    await stack.destroy();
  },
);
