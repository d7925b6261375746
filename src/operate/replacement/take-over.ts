/** The one switch-over of a roll-out: to a host that is already as the definition says. */
import { UserError } from '../../base/errors.ts';
import { type EngineVersion, readsDataOf } from '../../redis/catalogue/index.ts';
import type { Environment, HostWithData } from '../../topology/environment.ts';
import { dataIsReadable } from '../checks/replica-checks.ts';
import type { Operation, Step } from '../step.ts';
import { switchOver } from '../switchover/switchover.ts';

/** What becomes of the primary once it has handed over. */
export interface Afterwards {
  /** True where it is made anew in the very next step: its own Sentinel leads then, and goes with it. @default false */
  readonly isAnew?: boolean;
  /**
   * Its engine, where its new machine has another one: an older one follows by a partial synchronization (Redis 7.0 behind 8.0,
   * measured), and where it cannot it is emptied, which its new machine mends.
   */
  readonly before?: EngineVersion | undefined;
}

/** A step that has a host lead in the place of the primary. */
export function takeOver(
  { name, redis }: Environment,
  primary: string,
  successor: HostWithData,
  { isAnew = false, before }: Afterwards = {},
): Step<Pick<Operation, 'group' | 'tell' | 'signal'>> {
  const isOlder = before !== undefined && !readsDataOf(before, redis.version);
  return {
    kind: 'switch-over',
    hosts: [primary, successor.name],
    what: `${successor.name} becomes the primary in the place of ${primary}`,
    why: `${primary} is to be made anew, and ${successor.name} is as the definition says, so that nobody hands over a second time`,
    notice: 'writes wait for about a second, and connections to the old primary are closed',
    undo: `vedette switchover ${name} --to ${primary}`,
    impact: 'live-heavy',
    perform: async ({ group, tell, signal }) => {
      const { to, left } = await switchOver(group, {
        to: successor.name,
        lead: isAnew ? primary : undefined,
        expected: isOlder ? [dataIsReadable.name] : [],
        tell: (what, host) => tell(host === undefined ? what : `${host}: ${what}`),
        signal,
      });
      if (to !== successor.name)
        throw new UserError(`${to} is the primary now, and ${successor.name} was to be it`);
      if (left.length > 0) throw new UserError(left.join('; '));
    },
  };
}
