/** What is about no machine: rules, tags, alarms. */

import type { Change } from '../../../diff/change.ts';
import { few, titlesOf } from '../../../diff/clause.ts';
import { worst } from '../../../redis/impact.ts';
import type { Step } from '../../step.ts';
import type { Phase, RolloutInput } from '../input.ts';

/** Before everything else: hosts that come need it. Where no machine changes, what goes needs no step of its own. */
export function infrastructure(input: RolloutInput): Phase {
  const { rest, last, refusals, hosts } = input.machines;
  const now = hosts.length === 0 ? [...rest, ...last] : rest;
  return {
    steps: stepFor(input, now, 'what machines stand on', 'machines that come may need it'),
    refusals: refusals.map((why) => ({
      why,
      remedy:
        'change the definition, allow it with --allow where that is offered, or do that by vedette deploy',
    })),
  };
}

/** All of it, where no machine changes and what goes is needed till then. */
export function infrastructureAtOnce(input: RolloutInput): Phase {
  const { rest, last } = input.machines;
  return {
    steps: stepFor(
      input,
      [...rest, ...last],
      'what machines stand on',
      'the last, when nobody needs what goes',
    ),
    refusals: [],
  };
}

/** After all others: what no machine stands on any more goes. */
export function remains(input: RolloutInput): Phase {
  const { last, hosts } = input.machines;
  const then = hosts.length === 0 ? [] : last;
  return {
    steps: stepFor(
      input,
      then,
      'what no machine stands on any more',
      'the last, when every machine is as declared',
    ),
    refusals: [],
  };
}

function stepFor(
  { environment: { name } }: RolloutInput,
  rows: readonly Change[],
  what: string,
  why: string,
): readonly Step[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'infrastructure',
      hosts: [],
      what: `${what}: ${few(titlesOf(rows), 'changes')}`,
      why,
      notice: 'nothing: no machine stops',
      undo: `put the definition back and run vedette rollout ${name}`,
      impact: worst(rows.map(({ impact }) => impact)),
      perform: ({ machines }) => machines.rest(),
    },
  ];
}
