import type { ExecutionContext } from 'ava';
import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { planMeanings } from '../../../src/diff/infrastructure/meaning.ts';
import { planInfrastructure } from '../../../src/diff/infrastructure/plan.ts';
import { type JudgedPlan, judgePlan } from '../../../src/lifecycle/plan/judge.ts';
import { readPlan } from '../../../src/lifecycle/terraform/plan-json.ts';
import { worst } from '../../../src/redis/impact.ts';
import { needs } from '../../_needs.ts';
import { Terraform } from '../../diff/infrastructure/_terraform.ts';
import { live, PAIR, pair } from './_plan.ts';

/** A change of the pair, and what Terraform's plan of it means. */
interface Example {
  readonly changes?: Partial<EnvironmentDefinition>;
  /** Further arguments of `terraform plan`. */
  readonly options?: readonly string[];
  readonly effect?: JudgedPlan['effect'];
  readonly guards?: readonly string[];
  /** Of those whose fate is another one than to stay. */
  readonly fates?: Readonly<Record<string, string>>;
  readonly summary: RegExp;
}

const { hosts, redis } = PAIR;
const { b1, ...withoutB } = hosts;
const withB = (own: object) => ({
  hosts: { ...hosts, b1: { ...b1, ...own } } as EnvironmentDefinition['hosts'],
});

const EXAMPLES: Readonly<Record<string, Example>> = {
  nothing: { effect: 'nothing', summary: /^It changes no resource\.$/ },
  tags: { changes: { aws: { tags: { team: 'data' } } }, summary: /Only tags change\.$/ },
  'a setting of Redis': {
    changes: { redis: { ...redis, directives: { hz: 20 } } },
    effect: 'outputs',
    summary: /^It changes no resource\. A roll-out is left to do: a1 and b1 run/,
  },
  'a size': {
    changes: withB({ size: 'm7g.large' }),
    fates: { b1: 'stopped and started' },
    summary: /stop and start b1/,
  },
  'an address': {
    changes: withB({ address: '10.0.70.77' }),
    fates: { b1: 'replaced' },
    summary: /replace b1 \(host\/address\)/,
  },
  'a zone': {
    changes: withB({ zone: 'c' }),
    guards: ['data-volume'],
    fates: { b1: 'replaced' },
    summary: /lose or leave behind data of b1 \(host\/zone\), replace b1/,
  },
  'a role': {
    changes: withB({ roles: ['sentinel'] }),
    guards: ['data-volume'],
    fates: { b1: 'replaced' },
    summary: /lose or leave behind data of b1 \(host\/volume\), replace b1 \(host\/roles\)/,
  },
  'a host less': {
    changes: { hosts: withoutB, sentinel: { quorum: 1 } },
    guards: ['data-volume'],
    fates: { b1: 'destroyed' },
    summary: /lose or leave behind data of b1 \(host\/volume\) and destroy b1/,
  },
  'another network': {
    changes: { network: { cidr: '10.1.0.0/16', zones: ['a', 'b', 'c'] } },
    guards: ['all-data-hosts', 'current-primary', 'sentinel-majority'],
    fates: { a1: 'replaced', b1: 'replaced', c1: 'replaced' },
    summary:
      /replace all hosts of pair \(host\/address, host\/zone and network\.cidr\) and change what is around/,
  },
  'a port': {
    changes: { redis: { ...redis, port: 6380 } },
    guards: ['errored-plan'],
    summary: /^Refused for pair: because its hosts listen on another port \(redis\.port\)\./,
  },
  'a replacement that is asked for': {
    options: ['-replace=aws_instance.instance_a1'],
    guards: ['current-primary'],
    fates: { a1: 'replaced' },
    summary: /replace a1 \(host\)/,
  },
  'a part': {
    changes: { aws: { tags: { team: 'data' } } },
    options: ['-target=aws_vpc.vpc'],
    guards: ['incomplete-plan'],
    fates: { a1: 'unknown', b1: 'unknown', c1: 'unknown' },
    summary: /^Nobody can tell here/,
  },
};

needs('terraform')('what plans of Terraform mean, and which are refused', async (t) => {
  t.timeout(300_000);
  const terraform = await Terraform.start();
  try {
    await terraform.apply(synthesizedStack(pair()));
    for (const [what, example] of Object.entries(EXAMPLES)) await judged(t, terraform, what, example);
    const end = await terraform.plan(synthesizedStack(pair()), '-destroy');
    const plan = readPlan(JSON.stringify(end));
    t.deepEqual(judgePlan(plan, pair(), live('a1'), { purpose: 'destroy' }).refusals, []);
  } finally {
    await terraform.stop();
  }
});

async function judged(
  t: ExecutionContext,
  terraform: Terraform,
  what: string,
  { changes = {}, options = [], effect = 'resources', guards = [], fates = {}, summary }: Example,
): Promise<void> {
  const after = pair(changes);
  const plan = readPlan(JSON.stringify(await terraform.plan(synthesizedStack(after), ...options)));
  const found = judgePlan(plan, after, live('a1'));
  t.is(found.effect, effect, what);
  t.deepEqual(
    found.refusals.map(({ guard }) => guard),
    guards,
    what,
  );
  const moved = found.hosts.filter(({ fate }) => fate !== 'kept').map(({ host, fate }) => [host, fate]);
  t.deepEqual(Object.fromEntries(moved), fates, what);
  t.regex(found.summary, summary, what);
  // A comparison of the stacks says that it is as bad, where it is about the same.
  if (options.length === 0) t.is(found.impact, impactOfStacks(after, found), what);
}

function impactOfStacks(after: ReturnType<typeof pair>, { hosts: all }: JudgedPlan) {
  const names = new Set(all.map(({ host }) => host));
  const moving = new Set(all.filter(({ fate }) => fate === 'destroyed').map(({ host }) => host));
  const plan = planInfrastructure(synthesizedStack(pair()), synthesizedStack(after));
  return worst(planMeanings(plan, { all: names, moving }).map(({ impact }) => impact));
}
