import test from 'ava';
import { LocalBackend, TerraformStack } from 'cdktf';
import { addHostAccess } from '../../src/aws/host-access.ts';
import { addHosts } from '../../src/aws/hosts.ts';
import { addImage } from '../../src/aws/image.ts';
import { addNetwork } from '../../src/aws/network.ts';
import { addPasswords } from '../../src/aws/password.ts';
import { addPlacement } from '../../src/aws/placement.ts';
import { addProvider } from '../../src/aws/provider.ts';
import { addSecurity } from '../../src/aws/security.ts';
import { addVolumes } from '../../src/aws/volumes.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { type HostFiles, renderEnvironment } from '../../src/render/host-files.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import {
  changed,
  evaluated,
  reference,
  resource,
  resources,
  type StackFile,
  synth,
  synthText,
} from './_synth.ts';

/** The instances of an environment whose boot scripts are given. */
async function instancesOf(environment: Environment, files: readonly HostFiles[]): Promise<StackFile> {
  const text = await synthText((app) => {
    const stack = new TerraformStack(app, environment.name);
    new LocalBackend(stack, { path: 'x' });
    addProvider(stack, environment);
    const network = addNetwork(stack, environment);
    const passwords = addPasswords(stack, environment);
    addHosts(stack, environment, files, {
      network,
      secretStore: [],
      security: addSecurity(stack, environment, network),
      image: addImage(stack, environment),
      passwords,
      certificates: undefined,
      access: addHostAccess(stack, environment, passwords, undefined),
      placement: addPlacement(stack, environment),
      entrance: undefined,
      volumes: addVolumes(stack, environment, 'terraform_data.restore'),
      refusal: undefined,
    });
    return stack;
  });
  return JSON.parse(text);
}

for (const name of environmentNames())
  test(`every host of ${name} gets the boot script that was rendered for it, byte for byte`, async (t) => {
    const environment = await shipped(name);
    const stack = await synth(environment);
    for (const { host, userData } of renderEnvironment(environment))
      t.is(evaluated(resource(stack, 'aws_instance', `instance_${host}`).user_data), userData);
  });

for (const name of environmentNames())
  test(`the hosts of ${name} have their fixed addresses in the subnets of their zones`, async (t) => {
    const environment = await shipped(name);
    const stack = await synth(environment);
    t.deepEqual(
      Object.entries(resources(stack, 'aws_instance'))
        .map(([id, instance]) => [id, instance.private_ip, instance.subnet_id])
        .sort(),
      environment.hosts
        .map(({ name: host, address, zone }) => [
          `instance_${host}`,
          address,
          reference(`aws_subnet.subnet_${zone.name}.id`),
        ])
        .sort(),
    );
  });

test('a hostile boot script reaches the instance byte for byte', async (t) => {
  const environment = await shipped('lab');
  const userData = [
    '#!/bin/sh',
    `echo "\${HOME}" "%{ if true }" $\${x} %%{y} \${A:-\${B}} \${#a[@]} $$$\${z}`,
    `echo 'it''s' "\\"quoted\\"" \\ \`date\` $(id) {{host}} <<'EOF'`,
    `größer 漢字 😀\ttab \${`,
    '',
  ].join('\n');
  const files = environment.hosts.map(({ name }) => ({ host: name, bootScript: userData, userData }));
  const stack = await instancesOf(environment, files);
  t.is(evaluated(resource(stack, 'aws_instance', 'instance_ns').user_data), userData);
});

test('a host for which nothing was rendered is a fault', async (t) => {
  const environment = await shipped('lab');
  await t.throwsAsync(instancesOf(environment, []), { message: 'nothing was rendered for host ctrl' });
});

test('the metadata service asks for a token and answers the host itself only', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.deepEqual(instance.metadata_options, {
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
});

test('the root volume is encrypted', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.like(instance.root_block_device, { encrypted: true });
});

for (const name of environmentNames())
  test(`a changed boot script, image or key, and protection, leave the running hosts of ${name} alone`, async (t) => {
    const stack = await synth(await shipped(name));
    const volumes = Object.keys(resources(stack, 'aws_ebs_volume'));
    for (const [id, instance] of Object.entries(resources(stack, 'aws_instance'))) {
      const volume = id.replace('instance_', 'volume_');
      t.deepEqual(instance.lifecycle, {
        ignore_changes: ['user_data', 'ami', 'placement_group', 'key_name'],
        replace_triggered_by: [
          id.replace('instance_', 'terraform_data.kind_'),
          ...(volumes.includes(volume) ? [`aws_ebs_volume.${volume}.id`] : []),
        ],
      });
    }
  });

test('what processor credits do is said of burstable sizes, and of no others', async (t) => {
  const { definition } = await shipped('lab');
  const ns = { ...definition.hosts.ns, roles: ['primary'], size: 't4g.medium' } as const;
  const stack = await synth(
    await changed('lab', { hosts: { ...definition.hosts, ns }, aws: { cpuCredits: 'standard' } }),
  );
  for (const [id, instance] of Object.entries(resources(stack, 'aws_instance')))
    t.deepEqual(
      instance.credit_specification,
      id === 'instance_ns' ? { cpu_credits: 'standard' } : undefined,
      id,
    );
});

test('a host has the profile that may read the password', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.is(instance.iam_instance_profile, reference('aws_iam_instance_profile.host_profile.name'));
});

const GUARDS = ['placement_group', 'disable_api_termination', 'force_destroy'];

test('hosts of a protected environment stand apart and end through Terraform only', async (t) => {
  const stack = await synth(await shipped('production'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.deepEqual(
      GUARDS.map((guard) => instance[guard]),
      [reference('aws_placement_group.placement_group.name'), true, true],
    );
  t.is(resource(stack, 'aws_placement_group', 'placement_group').strategy, 'spread');
});

test('hosts of an environment that is not protected have no guards, and lose the one that AWS would keep', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.deepEqual(
      GUARDS.map((guard) => instance[guard]),
      [undefined, false, undefined],
    );
});

test('hosts have public addresses where these are their way out', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.is(instance.associate_public_ip_address, true);
});

test('hosts of a protected environment have no public addresses', async (t) => {
  const stack = await synth(await shipped('production'));
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.false('associate_public_ip_address' in instance);
});

/** What every host of the lab waits for. */
const NEEDS = [
  'aws_route.route_hosts_out',
  'aws_route_table_association.route_table_hosts_subnet_a',
  'aws_secretsmanager_secret_version.redis_password_version',
  'aws_iam_role_policy.host_role_policy',
  'aws_placement_group.placement_group',
];

test('a host waits for its way out, for its password and for its volume', async (t) => {
  const stack = await synth(await shipped('lab'));
  t.deepEqual(resource(stack, 'aws_instance', 'instance_ns').depends_on, [
    ...NEEDS,
    'aws_ebs_volume.volume_ns',
  ]);
});

test('a host without data waits for no volume', async (t) => {
  const stack = await synth(await shipped('lab'));
  t.deepEqual(resource(stack, 'aws_instance', 'instance_ctrl').depends_on, NEEDS);
});

test('a host has the groups of all its roles', async (t) => {
  const stack = await synth(await shipped('quorum'));
  const groupsOf = (host: string) =>
    resource(stack, 'aws_instance', `instance_${host}`).vpc_security_group_ids;
  t.deepEqual(groupsOf('data1'), [
    reference('aws_security_group.security_group_data.id'),
    reference('aws_security_group.security_group_sentinel.id'),
  ]);
  t.deepEqual(groupsOf('sentinel1'), [reference('aws_security_group.security_group_sentinel.id')]);
});

test('a host added at the end changes nothing about the others', async (t) => {
  const before = await shipped('lab');
  const after = await changed('lab', {
    hosts: { ...before.definition.hosts, node03: { roles: ['replica'] } },
  });
  const [was, is] = [await synth(before), await synth(after)];
  const place = ({ user_data: _, ...rest }: Readonly<Record<string, unknown>>) => rest;
  for (const [id, instance] of Object.entries(resources(was, 'aws_instance')))
    t.deepEqual(place(resource(is, 'aws_instance', id)), place(instance));
});
