import { createHash } from 'node:crypto';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { TerraformLocal, TerraformOutput, type TerraformStack } from 'cdktf';
import type { HostFiles } from '../render/host-files.ts';
import { IMAGE_LINE } from '../render/host-lines.ts';
import type { Environment } from '../topology/environment.ts';
import { IMAGES, memoryAddress, memoryText, ROLLED_OUT } from './host-memory.ts';
import type { Image } from './image.ts';
import { literal } from './literal.ts';
import type { ByHost } from './volumes.ts';

/**
 * Which hosts do not have yet what the definition says, and what it is. A deploy leaves running hosts alone, so the state
 * remembers the lines that each was created with, or that a roll-out brought to it; the memory goes with the instance.
 *
 * Each waits with the time of the plan. So a plan names every one of them, and never says that the infrastructure matches
 * the configuration while one waits; under `-detailed-exitcode` it ends with 2.
 */
export function addPending(
  stack: TerraformStack,
  environment: Environment,
  files: readonly HostFiles[],
  image: Image,
  instances: ByHost<Instance>,
): void {
  const digests = Object.fromEntries(files.map(({ host, userData }) => [host, sha256(userData)]));
  const { fqn: rendered } = new TerraformLocal(stack, 'digests', digests);
  new TerraformOutput(stack, 'rendered', {
    description: 'The SHA-256 of what each host would boot with now',
    value: digests,
  });
  const { fqn: images } = new TerraformLocal(stack, 'current_images', imagesByHost(environment, image));
  new TerraformOutput(stack, IMAGES, {
    description: 'The image that each host would start from now',
    value: images,
  });
  stack.addOverride(`variable.${ROLLED_OUT}`, {
    type: 'map(string)',
    default: {},
    description: 'The lines that a roll-out has just brought to hosts',
  });
  const { fqn: lines } = new TerraformLocal(stack, 'lines', linesByHost(environment));
  for (const [host, { fqn }] of instances) {
    const created = `sha256(${fqn}.user_data) == ${rendered}["${host}"] ? ${lines}["${host}"] : ""`;
    stack.addOverride(`resource.${memoryAddress(host)}`, {
      // A host that was created before there was such a memory runs with what nobody knows, unless it is of today.
      input: `\${lookup(var.${ROLLED_OUT}, "${host}", ${created})}`,
      triggers_replace: `\${${fqn}.id}`,
      lifecycle: { ignore_changes: ['input'] },
    });
  }
  const { fqn: waiting } = new TerraformLocal(
    stack,
    'waiting',
    `\${ ${waitingHosts({ lines, rendered, images }, instances)} }`,
  );
  new TerraformOutput(stack, 'pending', {
    description:
      'What a roll-out has to bring to each host that runs with what an earlier definition rendered',
    value: `\${ { for host, what in ${waiting} : host => format("${LINE}", plantimestamp(), what) if what != "" } }`,
  });
}

/** What a plan says of a host that waits, with the time and what is to come. */
const LINE = '%s: waits for vedette rollout: %s';

const UNKNOWN = 'no state knows what it runs with';

function linesByHost(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    environment.hosts.map((host) => [
      host.name,
      literal(memoryText(environment, host), `${environment.file}: hosts.${host.name}`),
    ]),
  );
}

function imagesByHost({ hosts }: Environment, image: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(hosts.map(({ name, architecture }) => [name, image.idFor(architecture)]));
}

/** The names of what each host would have now. */
interface Declared {
  readonly lines: string;
  readonly rendered: string;
  readonly images: string;
}

/**
 * What each instance waits for, by its host; empty where it waits for nothing. The input of the memory is known in every
 * plan, where its output is not before the apply. An instance tells its image itself: a release may have been published anew,
 * and an older memory has none. Host names are DNS labels: they stand in an expression as they are.
 */
function waitingHosts({ lines, rendered, images }: Declared, instances: ByHost<Instance>): string {
  const entries = [...instances].map(([host, { fqn }]) => {
    const memory = `${memoryAddress(host)}.input`;
    const [now, then] = [linesOf(`${lines}["${host}"]`), linesOf(memory)];
    const come = `tolist(setsubtract(${now}, ${then}))`;
    const gone = `[for line in setsubtract(${then}, ${now}) : format("no more %s", line)]`;
    const unknown = `sha256(${fqn}.user_data) == ${rendered}["${host}"] ? [] : ["${UNKNOWN}"]`;
    const other = `${fqn}.ami == ${images}["${host}"] ? [] : [format("${IMAGE_LINE}%s", ${images}["${host}"])]`;
    return `"${host}" = join("; ", concat(${memory} == "" ? (${unknown}) : concat(${come}, ${gone}), ${other}))`;
  });
  return `{ ${entries.join(', ')} }`;
}

/** Without the one that names the image. */
function linesOf(text: string): string {
  return `[for line in split("\\n", ${text}) : line if !startswith(line, "${IMAGE_LINE}")]`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
