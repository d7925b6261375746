import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { shipped, small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { refusal } from './_bare.ts';
import { resource, synth } from './_synth.ts';

const withTerraform = needs('terraform');

const primary = { roles: ['primary', 'sentinel'], address: '10.9.0.30' } as const;
const replica = { roles: ['replica', 'sentinel'], address: '10.9.0.31' } as const;
const hosts = { one: primary, two: replica };

withTerraform('a plan fails where the state is that of another environment', async (t) => {
  const message = await refusal(await shipped('lab'), await shipped('quorum'));
  t.true(
    message?.includes('The state holds the environment lab, not quorum: give quorum a state of its own.'),
    message,
  );
});

withTerraform('a changed port is refused with what it would close, and the two ways out', async (t) => {
  const redis = await refusal(small(), small({ redis: { port: 6380 } }));
  t.regex(
    redis ?? '',
    /redis\.port is 6380 and the hosts of small listen on 6379: this plan would close 6379 to every client and peer; give redis\.port: 6379, or create another environment with the new one and move the data\./,
  );
  const sentinel = await refusal(small(), small({ sentinel: { quorum: 2, port: 5000 } }));
  t.regex(sentinel ?? '', /sentinel\.port is 5000 and the hosts of small listen on 26379/);
});

/** With certificates that a person lays on hosts, for which there is no resource. */
function withTls(mode: 'off' | 'optional' | 'required') {
  return small({ tls: { mode, authority: 'files' } });
}

withTerraform(
  'plain ports that hosts reach one another by are not closed, whatever was open beside them',
  async (t) => {
    for (const mode of ['off', 'optional'] as const) {
      const message = await refusal(withTls(mode), withTls('required'));
      t.regex(
        message ?? '',
        /tls\.port is 6380 and the hosts of small listen on 6379: this plan would close 6379 to every client and peer; give tls\.port: 6379, or take tls\.mode: 'optional' where/,
      );
    }
    t.is(await refusal(small(), withTls('optional')), undefined);
  },
);

withTerraform('a changed port is taken where the memory of the old one is replaced', async (t) => {
  t.is(
    await refusal(small(), small({ redis: { port: 6380 } }), '-replace=terraform_data.port_redis'),
    undefined,
  );
});

const SWAPPED: EnvironmentDefinition['hosts'] = {
  one: { ...primary, address: replica.address },
  two: { ...replica, address: primary.address },
};
const HANDED_ON: EnvironmentDefinition['hosts'] = {
  two: { ...primary, address: replica.address },
  new: { ...replica, address: primary.address },
};

for (const [change, after, sentence] of [
  [
    'swaps addresses',
    SWAPPED,
    '10.9.0.30 belongs to the host one of small and would pass to two in one apply: give two another address, or deploy first without 10.9.0.30 and then with it.',
  ],
  [
    'gives the address of a host that goes to a new one',
    HANDED_ON,
    '10.9.0.30 belongs to the host one of small and would pass to new in one apply: give new another address, or deploy first without 10.9.0.30 and then with it.',
  ],
] as const)
  withTerraform(`a plan that ${change} is refused`, async (t) => {
    const message = await refusal(small({ hosts }), small({ hosts: after }));
    t.true(message?.includes(sentence), message);
  });

withTerraform('a host may move to an address that nobody has, and come and go', async (t) => {
  const moved = { ...hosts, two: { ...replica, address: '10.9.0.40' } };
  t.is(await refusal(small({ hosts }), small({ hosts: moved })), undefined);
  const three = { ...replica, address: '10.9.0.32' };
  t.is(await refusal(small({ hosts }), small({ hosts: { ...hosts, three } })), undefined);
  t.is(await refusal(small({ hosts: { ...hosts, three } }), small({ hosts })), undefined);
});

test('a host is replaced where it changes between holding data and only being a Sentinel, not where the first primary is another', async (t) => {
  const kinds = async (definition: EnvironmentDefinition['hosts']) => {
    const stack = await synth(small({ hosts: { ...hosts, ...definition } }));
    t.like(resource(stack, 'aws_instance', 'instance_two').lifecycle, {
      replace_triggered_by: ['terraform_data.kind_two'],
    });
    return resource(stack, 'terraform_data', 'kind_two').input;
  };
  t.is(await kinds({}), 'data sentinel');
  t.is(await kinds({ two: { ...replica, roles: ['sentinel'] } }), 'sentinel');
  t.is(await kinds({ two: { ...replica, roles: ['replica'] } }), 'data');
  t.is(
    await kinds({
      one: { ...primary, roles: ['replica', 'sentinel'] },
      two: { ...replica, roles: ['primary', 'sentinel'] },
    }),
    'data sentinel',
  );
});

test('a protected environment asks for its data volumes, and knows those of its data hosts and of the retired', async (t) => {
  const { data } = await synth(small({ protected: true, retired: ['old'] }));
  const ofEnvironment = [
    { name: 'tag:vedette:environment', values: ['small'] },
    { name: 'tag-key', values: ['vedette:host'] },
  ];
  t.deepEqual(data?.aws_ebs_volumes?.volumes?.filter, ofEnvironment);
  t.deepEqual(data?.aws_ebs_volumes?.volumes_known?.filter, [
    ...ofEnvironment,
    { name: 'tag:vedette:host', values: ['one', 'two', 'three', 'old'] },
  ]);
});

test('without protection no volume is asked for', async (t) => {
  t.is((await synth(small())).data?.aws_ebs_volumes, undefined);
});
