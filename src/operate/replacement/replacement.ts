/** Which hosts are made anew, and in which order. */

import { type EngineVersion, readsDataOf } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { servicesOf } from '../../render/group-settings.ts';
import type { Host } from '../../topology/environment.ts';
import { type AnewInput, hostsAnew } from '../rollout/anew.ts';
import type { RolloutInput } from '../rollout/input.ts';
import { inOrder } from '../rollout/order.ts';

/** What is decided from. */
export interface ReplacementInput extends AnewInput {
  readonly status: Pick<RolloutInput['status'], 'primary' | 'data'>;
}

/** A host that is made anew. */
export interface Replacement {
  readonly host: Host;
  /** Each a clause without a full stop; at least one. */
  readonly why: readonly string[];
  /**
   * The version of the engine that it has until then, by its package or by what it tells: of two the one that cannot read what
   * the new one writes. Undefined where it gets the same package.
   */
  readonly before: EngineVersion | undefined;
  /** The programs that it has until then and no more afterwards; the Sentinels remember them. */
  readonly givesUp: readonly DocumentKind[];
}

/** The hosts that are made anew, in the order in which that is done. */
export function replacementsOf(input: ReplacementInput): readonly Replacement[] {
  const reasons = new Map(hostsAnew(input).map(({ host, why }) => [host, why]));
  const changes = new Map(input.machines.hosts.map((change) => [change.host, change]));
  return inOrder(input.environment, input.status.primary).flatMap((host) => {
    const why = reasons.get(host.name);
    if (why === undefined) return [];
    const { engine, programs = [] } = changes.get(host.name) ?? {};
    const declared = servicesOf(host);
    const before = engine && engineUntilThen(input, host.name, engine);
    return [{ host, why, before, givesUp: programs.filter((program) => !declared.includes(program)) }];
  });
}

/** A package may be at another line than it was in the table, and on this machine another engine stands in for it. */
function engineUntilThen(
  { environment, status }: ReplacementInput,
  name: string,
  installed: EngineVersion,
): EngineVersion {
  const running = status.data.find(({ host }) => host === name)?.facts?.engine.line;
  return running === undefined || readsDataOf(running, environment.redis.version) ? installed : running;
}
