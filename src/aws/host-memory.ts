/**
 * What the state remembers that a host runs with: what it is called, and what it holds. Without cdktf, for those who read a
 * state or a plan.
 */
import { hostLines } from '../render/host-lines.ts';
import type { Environment, Host } from '../topology/environment.ts';

/** The variable with the lines that a roll-out has just brought to hosts, by their names. */
export const ROLLED_OUT = 'rolled_out';

/** The output with the image that each host would start from now, by its name. */
export const IMAGES = 'images';

const TYPE = 'terraform_data';

const PREFIX = 'brought_';

/** The address of the memory of a host. */
export function memoryAddress(host: string): string {
  return `${TYPE}.${PREFIX}${host}`;
}

/** Whose memory a resource is; undefined for what is none. */
export function hostOfMemory({
  type,
  name,
}: {
  readonly type: string;
  readonly name: string;
}): string | undefined {
  return type === TYPE && name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
}

/** What is remembered of a host that is as the definition says. Composed, as Terraform would have it. */
export function memoryText(environment: Environment, host: Host): string {
  return hostLines(environment, host).join('\n').normalize('NFC');
}
