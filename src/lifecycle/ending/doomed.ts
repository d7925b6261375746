/** What is to be destroyed. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { isPath } from '../../definition/project.ts';
import { environmentName } from '../../definition/shapes.ts';
import { type KeptEnvironment, keptEnvironment } from '../../register/kept.ts';
import { openEnvironment } from '../../register/open.ts';
import { openDefinitions } from '../../register/places.ts';
import type { Environment } from '../../topology/environment.ts';
import { hasState } from '../deployed.ts';

/** An environment that is to be destroyed. */
export interface Doomed {
  /** As it was last deployed or created, where that was kept; else as its definition has it now. */
  readonly environment: Environment;
  /** True where it is protected now, or was when it was last deployed. */
  readonly isProtected: boolean;
  /** Every region that something of it may be in. */
  readonly regions: readonly string[];
  /** What is worth knowing of where it was found. */
  readonly notes: readonly string[];
}

/**
 * Finds an environment by its name or by the path of its definition. It takes neither the file nor the source of one whose
 * definition was kept: what was deployed with another region or bucket is found only there.
 *
 * @throws UserError if nothing is known of it
 */
export async function findDoomed(nameOrPath: string): Promise<Doomed> {
  const present = await attempted(() => openEnvironment(nameOrPath));
  const name = present instanceof UserError ? nameOrPath : present.name;
  const kept = await attempted(() => keptNamed(name));
  if (kept === undefined || kept instanceof UserError) return asItIsNow(present, kept);
  const now = present instanceof UserError ? kept.environment : present;
  const both = [kept.environment, now];
  return {
    environment: (await hasMoved(kept.environment, now)) ? now : kept.environment,
    isProtected: both.some((one) => one.protected),
    regions: [...new Set(both.map(({ aws }) => aws.region))],
    notes: present instanceof UserError ? [goneNote(kept, present)] : [],
  };
}

/** True where the state is no more where it was kept, and is where the definition has it now: `cdktf` moves it, and keeps nothing. */
async function hasMoved(kept: Environment, now: Environment): Promise<boolean> {
  if (isDeepStrictEqual(kept.aws.state, now.aws.state)) return false;
  const isAt = ({ name, aws }: Environment) => hasState({ name, state: aws.state });
  return !(await isAt(kept)) && isAt(now);
}

/** Of a path no more is known than its file says. */
async function keptNamed(name: string): Promise<KeptEnvironment | undefined> {
  if (isPath(name) || !environmentName.safeParse(name).success) return undefined;
  return keptEnvironment(await openDefinitions(), name);
}

function asItIsNow(present: Environment | UserError, kept: UserError | undefined): Doomed {
  if (present instanceof UserError) throw kept ?? present;
  return {
    environment: present,
    isProtected: present.protected,
    regions: [present.aws.region],
    notes: kept === undefined ? [] : [`warning: what was kept of it counts for nothing: ${kept.message}`],
  };
}

function goneNote({ environment: { name }, at, commit }: KeptEnvironment, why: UserError): string {
  const from = commit === undefined ? '' : ` from commit ${commit.slice(0, 8)}`;
  return `note: ${name} is taken as it was deployed or created at ${at}${from}, since its definition does not open now: ${why.message.split('\n')[0]}`;
}

async function attempted<Result>(work: () => Promise<Result>): Promise<Result | UserError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
