/** What the state remembers of what hosts run with (src/aws/pending.ts). */
import { memoryAddress, memoryText, ROLLED_OUT } from '../../aws/host-memory.ts';
import type { Environment } from '../../topology/environment.ts';
import { valuesOf } from '../plan/values.ts';
import type { TerraformPlan } from '../terraform/plan-json.ts';

/** The values of variables with which a plan remembers that every host is brought to the definition. */
export function rolledOut(environment: Environment): Readonly<Record<string, string>> {
  const lines = environment.hosts.map((host) => [host.name, memoryText(environment, host)] as const);
  return { [ROLLED_OUT]: JSON.stringify(Object.fromEntries(lines)) };
}

/** The addresses of what is remembered and is no more so: it is kept until it is made anew. */
export function outdatedMemories(plan: TerraformPlan, environment: Environment): readonly string[] {
  const changes = new Map((plan.resource_changes ?? []).map((change) => [change.address, change]));
  return environment.hosts.flatMap((host) => {
    const address = memoryAddress(host.name);
    const change = changes.get(address)?.change;
    if (change?.before === undefined || change.before === null) return [];
    const { input } = valuesOf('terraform_data', change.before);
    return input === memoryText(environment, host) ? [] : [address];
  });
}
