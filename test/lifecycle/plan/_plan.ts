/** Plans as `terraform show -json` prints them, in as far as vedette reads them (made by Terraform in terraform.test.ts). */

import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import type {
  PlanChange,
  ResourceChange,
  TerraformPlan,
} from '../../../src/lifecycle/terraform/plan-json.ts';
import { readPlan } from '../../../src/lifecycle/terraform/plan-json.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';

/** Two data hosts that are Sentinels too, and a third Sentinel. */
export const PAIR: EnvironmentDefinition = {
  name: 'pair',
  redis: { persistence: 'aof' },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/16', zones: ['a', 'b', 'c'] },
  hosts: {
    a1: { roles: ['primary', 'sentinel'], zone: 'a' },
    b1: { roles: ['replica', 'sentinel'], zone: 'b' },
    c1: { roles: ['sentinel'], zone: 'c' },
  },
};

/** The pair with some fields changed. */
export function pair(changes: Partial<EnvironmentDefinition> = {}): Environment {
  return resolveEnvironment({ ...PAIR, ...changes }, 'stacks/pair.ts');
}

/** A resource of a plan; what is left out is as nothing happens to it. */
export type Given = Partial<Omit<ResourceChange, 'change'>> & { readonly change?: Partial<PlanChange> };

/** A change of a resource. */
export function resource(address: string, { change = {}, ...given }: Given = {}): ResourceChange {
  const [name = '', type = ''] = address.split('.').reverse();
  return {
    address,
    mode: 'managed',
    type,
    name,
    provider_name: type === 'terraform_data' ? 'terraform.io/builtin/terraform' : AWS,
    ...given,
    change: { actions: ['no-op'], before: {}, after: {}, after_unknown: {}, ...SHOWN, ...change },
  };
}

const AWS = 'registry.terraform.io/hashicorp/aws';
const SHOWN = { before_sensitive: {}, after_sensitive: {} };

/** A replacement. */
export function replaced(paths: readonly string[], change: Partial<PlanChange> = {}): Given {
  const reason = paths.length > 0 ? 'replace_because_cannot_update' : 'replace_by_request';
  return {
    action_reason: reason,
    change: {
      actions: ['delete', 'create'],
      before: { id: 'old' },
      after: {},
      after_unknown: { id: true },
      ...(paths.length > 0 ? { replace_paths: paths.map((path) => [path]) } : {}),
      ...change,
    },
  };
}

/** A destruction. */
export function deleted(before: object = {}): Given {
  return {
    action_reason: 'delete_because_no_resource_config',
    change: { actions: ['delete'], before, after: null, after_unknown: {} },
  };
}

/** A creation. */
export const CREATED: Given = { change: { actions: ['create'], before: null } };

/** An update. */
export function updated(before: object, after: object, further: Partial<PlanChange> = {}): Given {
  return { change: { actions: ['update'], before, after, ...further } };
}

/** What a plan has beside resources. */
export type Whole = Partial<Omit<TerraformPlan, 'resource_changes'>>;

/**
 * The plan of an environment that is deployed.
 *
 * @param given what differs from a plan that changes nothing, by address
 */
export function planOf(
  environment: Environment,
  given: Readonly<Record<string, Given>> = {},
  whole: Whole = {},
): TerraformPlan {
  const usual = new Map(usualResources(environment).map((each) => [each.address, each]));
  const addresses = [...new Set([...usual.keys(), ...Object.keys(given)])];
  const changes = addresses.map((address) => {
    const own = given[address];
    return own === undefined ? (usual.get(address) ?? resource(address)) : resource(address, own);
  });
  // Whatever is tested is of the form that vedette reads.
  return readPlan(JSON.stringify({ ...WHOLE, resource_changes: changes, ...whole }));
}

const WHOLE = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  output_changes: {},
  applyable: true,
  complete: true,
  errored: false,
};

function usualResources({ name, hosts, protected: isProtected }: Environment): readonly ResourceChange[] {
  const same = (address: string, values: object) =>
    resource(address, { change: { before: values, after: values } });
  return [
    same('aws_vpc.vpc', { cidr_block: '10.0.0.0/16' }),
    same('terraform_data.environment', { input: name, output: name }),
    ...hosts.flatMap((host) => {
      const kind = [...(host.data ? ['data'] : []), ...(host.sentinel ? ['sentinel'] : [])].join(' ');
      return [
        same(`aws_instance.instance_${host.name}`, { disable_api_termination: isProtected }),
        same(`terraform_data.kind_${host.name}`, { input: kind, output: kind }),
        ...(host.data
          ? [
              same(`aws_ebs_volume.volume_${host.name}`, { size: 10, final_snapshot: isProtected }),
              same(`aws_volume_attachment.volume_attachment_${host.name}`, {}),
            ]
          : []),
      ];
    }),
  ];
}

/** The group of the pair as it is: who leads, and which data hosts were never in sync. */
export function live(primary: string | undefined, never: readonly string[] = []) {
  const data = ['a1', 'b1'].map((host) => ({
    host,
    role: host === primary ? ('primary' as const) : ('replica' as const),
    inSync: !never.includes(host),
    wasInSync: !never.includes(host),
    priority: 100,
    acknowledgements: 1,
    unwritten: undefined,
  }));
  return { primary, data };
}
