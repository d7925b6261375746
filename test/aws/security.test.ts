import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { shipped, small } from '../_environment.ts';
import { type Block, type Json, resources, type StackFile, synth } from './_synth.ts';

const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';

function groupOf(reference: Json | undefined): string {
  return String(reference).replace(/^\$\{aws_security_group\.security_group_(\w+)\.id\}$/, '$1');
}

function ports({ from_port, to_port, ip_protocol }: Block): string {
  return `${ip_protocol} ${from_port}-${to_port}`;
}

/** What comes in: `sentinel -> data tcp 6379-6379`. */
function ingress(stack: StackFile): readonly string[] {
  return Object.values(resources(stack, INGRESS))
    .map(
      (rule) =>
        `${groupOf(rule.referenced_security_group_id ?? rule.cidr_ipv4)} -> ${groupOf(rule.security_group_id)} ${ports(rule)}`,
    )
    .sort();
}

/** What goes out, in the same form. */
function egress(stack: StackFile): readonly string[] {
  return Object.values(resources(stack, EGRESS))
    .map(
      (rule) =>
        `${groupOf(rule.security_group_id)} -> ${groupOf(rule.referenced_security_group_id ?? rule.cidr_ipv4)} ${ports(rule)}`,
    )
    .sort();
}

test('the Sentinels, the data hosts and their clients reach what they need', async (t) => {
  t.deepEqual(ingress(await synth(await shipped('lab'))), [
    'client -> data tcp 6379-6379',
    'client -> sentinel tcp 26379-26379',
    'data -> data tcp 6379-6379',
    'data -> sentinel tcp 26379-26379',
    'sentinel -> data tcp 6379-6379',
    'sentinel -> sentinel tcp 26379-26379',
  ]);
});

test('the rules follow the ports of the definition', async (t) => {
  const rules = ingress(await synth(await shipped('quorum')));
  t.deepEqual(
    rules.filter((rule) => rule.includes('-> sentinel')),
    [
      'client -> sentinel tcp 5000-5000',
      'data -> sentinel tcp 5000-5000',
      'sentinel -> sentinel tcp 5000-5000',
    ],
  );
});

for (const name of environmentNames())
  test(`nothing outside ${name} is let in`, async (t) => {
    const stack = await synth(await shipped(name));
    for (const rule of Object.values(resources(stack, INGRESS)))
      t.regex(
        String(rule.referenced_security_group_id),
        /^\$\{aws_security_group\.security_group_\w+\.id\}$/,
      );
    for (const group of Object.values(resources(stack, 'aws_security_group'))) t.false('ingress' in group);
  });

for (const name of environmentNames())
  test(`hosts of ${name} go out over https only, and clients not at all`, async (t) => {
    const outside = egress(await synth(await shipped(name))).filter((rule) => rule.includes('0.0.0.0/0'));
    t.deepEqual(outside, ['data -> 0.0.0.0/0 tcp 443-443', 'sentinel -> 0.0.0.0/0 tcp 443-443']);
  });

for (const image of ['14.4', 'ami-0123456789abcdef0'])
  test(`hosts of image ${image} go out over http too, for updates of FreeBSD`, async (t) => {
    const rules = egress(await synth(small({ aws: { image } })));
    t.deepEqual(
      rules.filter((rule) => rule.endsWith('80-80')),
      ['data -> 0.0.0.0/0 tcp 80-80', 'sentinel -> 0.0.0.0/0 tcp 80-80'],
    );
  });

test('the secret store inside a protected VPC is open to its hosts and clients, and to nobody else', async (t) => {
  const rules = ingress(await synth(small({ protected: true })));
  t.deepEqual(
    rules.filter((rule) => rule.includes('secrets')),
    ['client -> secrets tcp 443-443', 'data -> secrets tcp 443-443', 'sentinel -> secrets tcp 443-443'],
  );
});

for (const name of environmentNames())
  test(`what ${name} lets in, it lets out on the other side`, async (t) => {
    const stack = await synth(await shipped(name));
    t.deepEqual(
      egress(stack).filter((rule) => !rule.includes('0.0.0.0/0')),
      ingress(stack),
    );
  });

test('AWS accepts the texts of groups and rules', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const type of [INGRESS, EGRESS, 'aws_security_group'])
    for (const { description } of Object.values(resources(stack, type)))
      t.regex(String(description), /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
});
