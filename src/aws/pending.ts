import { createHash } from 'node:crypto';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { TerraformLocal, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { HostFiles } from '../render/host-files.ts';
import type { ByHost } from './volumes.ts';

/**
 * Which hosts do not have yet what the definition says. A deploy leaves running hosts alone, and the state keeps the boot
 * script that each was created with, since changes of `user_data` are ignored (aws_instance in provider 6: the script in
 * clear text): its digest against that of today's tells who waits.
 *
 * Each waits with the time of the plan. So a plan names every one of them, and never says that the infrastructure matches
 * the configuration while one waits; under `-detailed-exitcode` it ends with 2. What is changed by hand on a host no state
 * knows: such a host waits until it is replaced, and its line says so.
 */
export function addPending(scope: Construct, files: readonly HostFiles[], instances: ByHost<Instance>): void {
  const rendered = Object.fromEntries(files.map(({ host, userData }) => [host, sha256(userData)]));
  new TerraformOutput(scope, 'rendered', {
    description: 'The SHA-256 of what each host would boot with now',
    value: rendered,
  });
  const { fqn: waiting } = new TerraformLocal(scope, 'waiting', `\${ ${waitingHosts(rendered, instances)} }`);
  new TerraformOutput(scope, 'pending', {
    description:
      'The hosts that were created with what an earlier definition rendered, each until it is replaced: no state knows what was brought to it by hand',
    value: `\${ { for host, address in ${waiting} : host => format("${LINE}", plantimestamp(), address) if address != "" } }`,
  });
}

/** What a plan says of a host that waits, with the time and the address of its instance. */
const LINE =
  '%s: waits until it is replaced, even where its files were changed by hand: terraform apply -replace=%s';

/** The address of each instance that waits, by its host. Host names are DNS labels: they stand in an expression as they are. */
function waitingHosts(rendered: Readonly<Record<string, string>>, instances: ByHost<Instance>): string {
  const conditions = [...instances].map(
    ([host, { fqn }]) => `"${host}" = sha256(${fqn}.user_data) == "${rendered[host]}" ? "" : "${fqn}"`,
  );
  return `{ ${conditions.join(', ')} }`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
