/** Hosts that leave: removed replicas and Sentinels, which the others forget, and the settings that fall with them. */
import { type Host, majority, sentinelHosts } from '../../../topology/environment.ts';
import { tellWhoIsThere } from '../../members/group-file-step.ts';
import { leave } from '../../members/leave.ts';
import { successorOf } from '../../replacement/successor.ts';
import { takeOver } from '../../replacement/take-over.ts';
import type { Step } from '../../step.ts';
import type { Phase, Refusal, RolloutInput } from '../input.ts';
import { leaving } from '../members.ts';
import { movingSteps } from '../moving.ts';
import { inOrder } from '../order.ts';

/** One at a time, each forgotten before the next one is ended; the primary hands over first, to one that stays. */
export function departures(input: RolloutInput): Phase {
  const going = inOrder({ hosts: leaving(input) }, input.status.primary);
  return {
    steps: [
      ...tellWhoIsThere(input),
      ...handedOver(input, going),
      ...movingSteps(input, 'before departures'),
      ...going.map((host) => departure(input, host)),
      ...movingSteps(input, 'after departures'),
    ],
    refusals: [
      ...withoutMajority(input),
      ...withoutSuccessor(input, going),
      ...withoutPromotable(input, going),
    ],
  };
}

function departure({ environment }: RolloutInput, host: Host): Step {
  const { name, data } = host;
  return {
    kind: 'departure',
    hosts: [name],
    what: `ended${data === undefined ? '' : ' with its volume'}, and forgotten by one Sentinel after the other`,
    why: 'whoever is gone and not forgotten is counted for every majority, so one after the other',
    notice: noticeOf(host),
    undo: `put ${name} back into the definition and run vedette rollout ${environment.name}${data === undefined ? '' : ': it comes empty, and gets its data from the primary'}`,
    impact: 'replace',
    perform: (operation) => leave(operation, host),
  };
}

function noticeOf({ data, sentinel }: Host): string {
  return [
    ...(data === undefined ? [] : ['who reads from it connects to another one']),
    ...(sentinel === undefined ? [] : ['who asks its Sentinel asks another one']),
  ].join(', and ');
}

/** The one switch-over of the roll-out: a primary that leaves is not made anew. */
function handedOver(input: RolloutInput, going: readonly Host[]): readonly Step[] {
  const { primary } = input.status;
  const heir = successorOf(input);
  if (primary === undefined || heir === undefined || !going.some(({ name }) => name === primary)) return [];
  const why = `${primary} leaves, and ${heir.name} stays and is as the definition says`;
  return [{ ...takeOver(input.environment, primary, heir), why }];
}

/** While one is gone and not forgotten yet, it is counted still. */
function withoutMajority({ environment, running }: RolloutInput): readonly Refusal[] {
  const [first] = sentinelHosts({ hosts: leaving({ environment, running }) });
  const left = sentinelHosts(environment).length;
  if (first === undefined || left >= majority(left + 1)) return [];
  return [
    {
      why: `while ${first.name} leaves, ${left} of ${left + 1} Sentinels are left, and a failover takes ${majority(left + 1)}`,
      remedy: 'keep at least two Sentinels',
    },
  ];
}

function withoutSuccessor(input: RolloutInput, going: readonly Host[]): readonly Refusal[] {
  const primary = going.find(({ name }) => name === input.status.primary);
  if (primary === undefined || successorOf(input) !== undefined) return [];
  return [
    {
      why: `${primary.name} is primary and leaves, and no host that stays may be promoted`,
      remedy: 'keep it, or give a host that stays a priority above 0',
    },
  ];
}

/** An environment that says why it needs nobody to promote has it so. */
function withoutPromotable({ environment }: RolloutInput, going: readonly Host[]): readonly Refusal[] {
  const first = going.find(({ data }) => data !== undefined);
  const promotable = environment.hosts.filter(({ data }) => (data?.priority ?? 0) > 0);
  const isWaived = environment.waivers.some(({ rule }) => rule === 'promotable-count');
  if (first === undefined || promotable.length >= 2 || isWaived) return [];
  return [
    {
      why: `when ${first.name} has left, nobody can be promoted in the place of a primary that is lost`,
      remedy: 'keep two data hosts with a priority above 0',
    },
  ];
}
