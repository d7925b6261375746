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
 * the configuration while one waits; under `-detailed-exitcode` it ends with 2.
 */
export function addPending(scope: Construct, files: readonly HostFiles[], instances: ByHost<Instance>): void {
  const rendered = Object.fromEntries(files.map(({ host, userData }) => [host, sha256(userData)]));
  new TerraformOutput(scope, 'rendered', {
    description: 'The SHA-256 of what each host would boot with now',
    value: rendered,
  });
  const { fqn: waiting } = new TerraformLocal(scope, 'waiting', `\${${waitingHosts(rendered, instances)}}`);
  new TerraformOutput(scope, 'pending', {
    description:
      "The hosts that run what an earlier definition rendered: they get today's by a roll-out, or when they are replaced",
    value: `\${ { for host in ${waiting} : host => plantimestamp() } }`,
  });
}

/** Host names are DNS labels, so that they stand in an expression as they are. */
function waitingHosts(rendered: Readonly<Record<string, string>>, instances: ByHost<Instance>): string {
  const conditions = [...instances].map(
    ([host, { fqn }]) => `sha256(${fqn}.user_data) == "${rendered[host]}" ? "" : "${host}"`,
  );
  return `compact([${conditions.join(', ')}])`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
