import { milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { Group } from '../../src/group/group.ts';
import { passwordOf } from '../../src/group/password.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { LocalMachines } from '../../src/local/machines.ts';
import { findDrift } from '../../src/operate/drift/drift.ts';
import type { Machines } from '../../src/operate/machines.ts';
import { gatesOf } from '../../src/operate/rollout/gates.ts';
import { planRollout } from '../../src/operate/rollout/plan.ts';
import { groupStatus } from '../../src/operate/status/status.ts';
import type { StepFacts } from '../../src/operate/step.ts';
import { accountOf } from '../../src/rehearsal/ledger/account.ts';
import { type Summary, summaryOf } from '../../src/rehearsal/ledger/summary.ts';
import { startWriters } from '../../src/rehearsal/writers/start.ts';
import { resolved } from '../_boot.ts';

/** A step, how long it took, and how long of that its host booted; in milliseconds. */
export interface StepTaken extends StepFacts {
  readonly took: number;
  readonly booting: number;
}

/** What a roll-out did, under clients that write. */
export interface RolledOut {
  readonly steps: readonly StepTaken[];
  /** How long it took with what is looked at between steps, and how long of that hosts booted; in milliseconds. */
  readonly took: number;
  readonly booting: number;
  readonly writes: Summary;
  /** What a plan would do afterwards. */
  readonly left: readonly StepFacts[];
}

/** Brings a definition to a group that `local up` would have booted, while clients write. */
export async function rolledOut(
  cloud: LocalCloud,
  definition: EnvironmentDefinition,
  tell: (text: string) => void = () => undefined,
): Promise<RolledOut> {
  const environment = resolved(definition);
  const made = new LocalMachines(cloud, environment);
  let booting = 0;
  const machines: Machines = {
    present: () => made.present(),
    plan: () => made.plan(),
    rest: () => made.rest(),
    create: (host) => made.create(host),
    remove: (host) => made.remove(host),
    replace: async (host) => {
      const began = performance.now();
      await made.replace(host);
      booting += performance.now() - began;
    },
  };
  using group = new Group(cloud, environment);
  const planned = async () => {
    const [status, drift] = await Promise.all([
      groupStatus(group),
      findDrift(group, undefined, { standsIn: true }),
    ]);
    const look = {
      ...{ environment, running: environment, base: undefined, standsIn: true, status, drift },
      ...{ present: await made.present(), machines: await made.plan() },
    };
    return { look, plan: planRollout(look) };
  };
  const first = await planned();
  const { steps, refusals } = first.plan;
  if (refusals.length > 0) throw new Error(refusals.map(({ why }) => why).join('; '));
  const [holder] = environment.hosts.filter(({ data }) => data !== undefined);
  const password = await passwordOf(cloud, holder?.name ?? '');
  const writers = await startWriters(cloud, environment, password, [
    { kind: 'ioredis', settings: 'recommended', count: 2 },
  ]);
  await writers.next();
  const began = performance.now();
  const { before, after } = gatesOf({ status: () => groupStatus(group) }, first, tell);
  const taken: StepTaken[] = [];
  for (const step of steps) {
    tell(`${step.kind} ${step.hosts.join(', ')}: ${step.what}`);
    const [begun, booted] = [performance.now(), booting];
    await before(step);
    await step.perform({ group, machines, environment, tell });
    await after(step, new AbortController().signal);
    taken.push({ ...step, took: performance.now() - begun, booting: booting - booted });
  }
  const took = performance.now() - began;
  const writes = summaryOf(accountOf(await writers.stop(), [], milliseconds(0)));
  return { steps: taken, took, booting, writes, left: (await planned()).plan.steps };
}
