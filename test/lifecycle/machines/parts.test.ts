import test from 'ava';
import fc from 'fast-check';
import { beyondHost, beyondTargets } from '../../../src/lifecycle/machines/beyond.ts';
import { imagesIn } from '../../../src/lifecycle/machines/images.ts';
import { losesOnlyWithHosts, partsOf } from '../../../src/lifecycle/machines/parts.ts';
import type { ResourceChange, TerraformPlan } from '../../../src/lifecycle/terraform/plan-json.ts';
import { CREATED, deleted, pair, replaced, resource, updated } from '../plan/_plan.ts';

const environment = pair();

function planOf(...changes: readonly ResourceChange[]): TerraformPlan {
  return { format_version: '1.2', resource_changes: changes };
}

function addresses(changes: readonly ResourceChange[]): readonly string[] {
  return changes.map(({ address }) => address);
}

const GROWN = resource('aws_ebs_volume.volume_a1', updated({ size: 10 }, { size: 20 }));
const RULE = resource('aws_vpc_security_group_ingress_rule.ingress_data_from_data', CREATED);

test('another instance type makes a machine anew, by name and with the reason', (t) => {
  const plan = planOf(
    resource(
      'aws_instance.instance_b1',
      updated({ instance_type: 'm7g.large' }, { instance_type: 'm7g.xlarge' }),
    ),
  );
  t.deepEqual(partsOf(plan, environment), {
    hosts: [{ host: 'b1', deed: 'resize', why: ['m7g.large becomes m7g.xlarge'] }],
    first: [],
    last: [],
    anew: [],
  });
});

test('a volume that grows belongs to its host, whose file system grows when it boots', (t) => {
  t.deepEqual(partsOf(planOf(GROWN), environment).hosts, [
    { host: 'a1', deed: 'replace', why: ['its data volume grows from 10 to 20 GiB'] },
  ]);
});

test('a machine that was made with another package is made anew, though Terraform sees no change in it', (t) => {
  const script = { user_data: "#!/bin/sh\npackages='redis80 curl'\n" };
  const plan = planOf(resource('aws_instance.instance_c1', { change: { before: script, after: script } }));
  t.deepEqual(partsOf(plan, environment).hosts, [
    { host: 'c1', deed: 'replace', why: ['the package redis80 becomes redis72'], engine: '8.0' },
  ]);
});

const FROM = { change: { before: { ami: 'ami-1' }, after: { ami: 'ami-1' } } };

/** A plan that tells from which image each host would start now. */
function planFrom(
  images: Readonly<Record<string, string>>,
  ...changes: readonly ResourceChange[]
): TerraformPlan {
  return {
    ...planOf(...changes),
    output_changes: { images: { actions: ['no-op'], before: images, after: images, after_unknown: false } },
  };
}

test('a machine that started from another image is made anew, be it of another release or published anew', (t) => {
  const images = { a1: 'ami-1', b1: 'ami-2', c1: 'ami-2' };
  const [same, other, unknown] = [
    resource('aws_instance.instance_a1', FROM),
    resource('aws_instance.instance_b1', FROM),
    resource('aws_instance.instance_c1'),
  ];
  t.deepEqual(partsOf(planFrom(images, same, other, unknown), environment).hosts, [
    { host: 'b1', deed: 'replace', why: ['the image ami-1 becomes ami-2'] },
    { host: 'c1', deed: 'replace', why: ['the image that nobody knows becomes ami-2'] },
  ]);
});

test('a host that comes or goes is made from no other image than before, and a plan without images tells none', (t) => {
  const images = { a1: 'ami-2' };
  const comes = resource('aws_instance.instance_a1', CREATED);
  const goes = resource('aws_instance.instance_old', deleted({ ami: 'ami-1' }));
  const whys = partsOf(planFrom(images, comes, goes), environment).hosts.flatMap(({ why }) => why);
  t.deepEqual(whys, ['there is no machine of it', 'the definition has it no more']);
  t.is(imagesIn(planOf(comes)), undefined);
  t.is(
    imagesIn({ ...planOf(), output_changes: { images: { actions: ['update'], after_unknown: true } } }),
    undefined,
  );
});

test('a machine that a run was cut off from before its volume was attached is made anew', (t) => {
  const plan = planOf(
    resource('aws_instance.instance_b1'),
    resource('aws_volume_attachment.volume_attachment_b1', CREATED),
  );
  t.deepEqual(partsOf(plan, environment), {
    hosts: [{ host: 'b1', deed: 'replace', why: ['its data volume is not attached to it'] }],
    first: [],
    last: [],
    anew: [],
  });
});

test('tags of a machine are about no machine, since it goes on running', (t) => {
  const tags = updated({ tags: { team: 'x' } }, { tags: { team: 'y' } });
  const plan = planOf(resource('aws_instance.instance_a1', tags), RULE);
  const { hosts, first } = partsOf(plan, environment);
  t.deepEqual(hosts, []);
  t.deepEqual(addresses(first), [
    'aws_instance.instance_a1',
    'aws_vpc_security_group_ingress_rule.ingress_data_from_data',
  ]);
});

test('what goes comes last, and what several machines stand on is not made anew by the way', (t) => {
  const plan = planOf(
    resource('aws_route.route_hosts_out', deleted()),
    resource('aws_security_group.security_group_data', replaced(['description'])),
    resource('terraform_data.restore', replaced(['input'])),
  );
  const { last, anew, first } = partsOf(plan, environment);
  t.deepEqual(addresses(last), ['aws_route.route_hosts_out']);
  t.deepEqual(addresses(anew), ['aws_security_group.security_group_data']);
  t.deepEqual(addresses(first), ['terraform_data.restore']);
});

test('a host that is gone from the definition ends, and its volume with it', (t) => {
  const plan = planOf(
    resource('aws_instance.instance_old', deleted()),
    resource('aws_ebs_volume.volume_old', deleted()),
  );
  t.deepEqual(partsOf(plan, environment).hosts, [
    { host: 'old', deed: 'remove', why: ['the definition has it no more'] },
  ]);
  t.true(losesOnlyWithHosts(plan, environment));
  t.false(losesOnlyWithHosts(planOf(resource('aws_ebs_volume.volume_a1', deleted())), environment));
  t.false(losesOnlyWithHosts(planOf(resource('aws_ebs_volume.strange', deleted())), environment));
});

const ANEW = [
  resource('aws_instance.instance_b1', replaced([])),
  resource('aws_volume_attachment.volume_attachment_b1', replaced(['instance_id'])),
  resource('aws_ebs_volume.volume_b1'),
  resource('aws_instance.instance_a1'),
];

test('a plan that makes one machine anew, with what hangs on it, is that and no more', (t) => {
  t.is(beyondHost(planOf(...ANEW), environment, 'b1', 'replace'), undefined);
});

test('a plan that touches another machine is refused, whatever it does to it', (t) => {
  const other = resource('aws_instance.instance_a1', updated({ tags: {} }, { tags: { team: 'x' } }));
  t.is(
    beyondHost(planOf(...ANEW, other), environment, 'b1', 'replace'),
    'Terraform would do more than that: update aws_instance.instance_a1',
  );
});

test('a plan that does not do to a machine what it was pointed at is refused', (t) => {
  t.is(
    beyondHost(planOf(resource('aws_instance.instance_b1')), environment, 'b1', 'replace'),
    'Terraform would not replace aws_instance.instance_b1, and says no-op',
  );
  t.is(
    beyondHost(planOf(resource('aws_instance.instance_b1', deleted())), environment, 'b1', 'replace'),
    'Terraform would not replace aws_instance.instance_b1, and says delete',
  );
});

test('a machine that a run was cut off from, after it had ended it, is made again; one that has ended is ended', (t) => {
  const created = planOf(resource('aws_instance.instance_b1', CREATED));
  t.is(beyondHost(created, environment, 'b1', 'replace'), undefined);
  t.is(beyondHost(planOf(), environment, 'old', 'remove'), undefined);
});

test('a plan about no machine does nothing but what it was pointed at', (t) => {
  t.is(beyondTargets(planOf(RULE), [RULE.address]), undefined);
  t.is(
    beyondTargets(planOf(RULE, GROWN), [RULE.address]),
    'Terraform would do more than that: update aws_ebs_volume.volume_a1',
  );
});

const HOSTS = ['a1', 'b1', 'c1', 'old'] as const;
const KINDS = [
  'aws_instance.instance_',
  'aws_ebs_volume.volume_',
  'aws_volume_attachment.volume_attachment_',
];
const DONE = [{}, CREATED, deleted(), replaced([]), updated({ size: 1 }, { size: 2 })];

test('property: every change of a plan is in one part, or belongs to a host that changes', (t) => {
  const own = fc.record({
    address: fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...HOSTS)).map((parts) => parts.join('')),
    given: fc.constantFrom(...DONE),
  });
  const shared = fc.record({
    address: fc.constantFrom('aws_vpc.vpc', 'aws_subnet.subnet_a', 'terraform_data.restore'),
    given: fc.constantFrom(...DONE),
  });
  const plans = fc.uniqueArray(fc.oneof(own, shared), { selector: ({ address }) => address, maxLength: 12 });
  fc.assert(
    fc.property(plans, (given) => {
      const plan = planOf(...given.map(({ address, given: how }) => resource(address, how)));
      const { hosts, first, last, anew } = partsOf(plan, environment);
      const parted = [...first, ...last, ...anew];
      const changing = hosts.map(({ host }) => host);
      return (plan.resource_changes ?? []).every((change) => {
        const times = parted.filter((each) => each === change).length;
        const isChanging = changing.some((host) => change.address.endsWith(`_${host}`));
        return times === (change.change.actions.join() === 'no-op' || isChanging ? 0 : 1);
      });
    }),
    { numRuns: 60 },
  );
  t.pass();
});
