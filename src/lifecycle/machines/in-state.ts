/** The machines that a state knows. */
import { UserError } from '../../base/errors.ts';
import type { Machine } from '../../operate/machines.ts';
import type { TerraformState } from '../terraform/state-json.ts';

/** @throws UserError for a machine of which the state does not say where it is */
export function readMachines(state: TerraformState | undefined): readonly Machine[] {
  return (state?.resources ?? [])
    .filter(({ mode, type }) => mode === 'managed' && type === 'aws_instance')
    .flatMap(({ name, instances }) =>
      instances
        .filter(({ deposed }) => deposed === undefined)
        .map(({ attributes }) => machineOf(name, attributes?.private_ip)),
    );
}

function machineOf(name: string, address: unknown): Machine {
  if (typeof address === 'string') return { host: name.replace(/^instance_/, ''), address };
  throw new UserError(
    `the state does not say where aws_instance.${name} is; look at it with terraform state show`,
  );
}
