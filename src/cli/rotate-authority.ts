/** `vedette rotate --authority`. */
import { thisActor } from '../lifecycle/actor.ts';
import { changeAuthority } from '../operate/authority/change.ts';
import {
  authorityData,
  authorityElements,
  clientElements,
  exitCodeOf,
  planElements,
} from '../operate/authority/report.ts';
import type { Direction } from '../operate/rotation/plan.ts';
import type { Outcome } from '../report/elements.ts';
import { type Format, note, showBefore } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';
import { ask } from './ask.ts';
import { certificateStore } from './certificate-store.ts';
import { openGroup } from './reach-options.ts';

/** What was asked for. */
export interface AuthorityOptions {
  readonly direction: Direction;
  readonly plan: boolean;
  readonly yes: boolean;
  readonly broken: string | undefined;
  readonly jump: string | undefined;
  readonly format: Format;
}

/** Changes the authority, and tells what became of it. */
export async function rotateAuthority(
  environment: Environment,
  { direction, plan, yes, broken, jump, format }: AuthorityOptions,
): Promise<Outcome> {
  const { name } = environment;
  using opened = await openGroup(environment, { jump });
  const changed = await changeAuthority({
    group: opened.group,
    store: await certificateStore(environment, jump),
    direction,
    isOnlyPlanned: plan,
    locking: { run: thisActor(new Date()).name, reason: 'a change of the authority', broken, tell: note },
    show: (steps) => showBefore(planElements(steps), { format, isAsked: !yes && !plan }),
    approve: async () => (yes ? 'yes' : ask(`Take these steps on ${name}`)),
    clientsMoved: async () => {
      if (direction === 'end') return 'yes';
      if (yes) return 'nobody';
      showBefore(clientElements(), { format, isAsked: true });
      return ask(`Do all clients of ${name} trust both`);
    },
    tell: note,
  });
  return {
    data: { environment: name, how: opened.how, ...authorityData(changed) },
    report: [...(format === 'human' ? [] : planElements(changed.plan)), ...authorityElements(name, changed)],
    exitCode: exitCodeOf(changed),
  };
}
