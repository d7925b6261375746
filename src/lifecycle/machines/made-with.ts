/**
 * What a machine was made with, against what it would be made with now. The state has the script that it booted with and the
 * image that it started from, since a plan ignores what differs in them (src/aws/hosts.ts).
 */
import { packageTitle } from '../../definition/packages.ts';
import type { MachineChange } from '../../operate/machines.ts';
import { servicesOf } from '../../render/group-settings.ts';
import { installedEngine, installedPrograms, otherPrograms } from '../../render/installed.ts';
import type { Environment } from '../../topology/environment.ts';
import { valuesOf } from '../plan/values.ts';
import type { ResourceChange } from '../terraform/plan-json.ts';

/** What a machine would be made with now. */
export interface Wanted {
  readonly environment: Environment;
  /** Undefined for a host that the definition has no more, and where Terraform does not tell. */
  readonly image: string | undefined;
}

/** What differs, each with its reason. */
export type MadeOtherwise = Pick<MachineChange, 'why' | 'engine' | 'programs'>;

/** Nothing differs of a machine that comes or goes. */
export function madeOtherwise(
  host: string,
  { type, change }: ResourceChange,
  { environment, image }: Wanted,
): MadeOtherwise {
  if (change.before === null || change.after === null) return { why: [] };
  const { user_data: script, ami = 'that nobody knows' } = valuesOf(type, change.before);
  const scripted = typeof script === 'string' ? scriptedOtherwise(host, script, environment) : { why: [] };
  const isOther = image !== undefined && ami !== image;
  return { ...scripted, why: [...scripted.why, ...(isOther ? [`the image ${ami} becomes ${image}`] : [])] };
}

/** A script that does not say it is taken for one of today. */
function scriptedOtherwise(name: string, script: string, { redis, hosts }: Environment): MadeOtherwise {
  const engine = installedEngine(script);
  const programs = installedPrograms(script);
  const host = hosts.find((one) => one.name === name);
  const others = host === undefined || programs.length === 0 ? [] : otherPrograms(programs, servicesOf(host));
  const isOther = engine !== undefined && engine !== redis.version;
  return {
    ...(isOther ? { engine } : {}),
    ...(others.length === 0 ? {} : { programs }),
    why: [
      ...(isOther ? [`the package ${packageTitle(engine)} becomes ${packageTitle(redis.version)}`] : []),
      ...others,
    ],
  };
}
