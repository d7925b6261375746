/** What became of environments that were to be destroyed, in words. */
import { ExitCode } from '../../base/errors.ts';
import { type Element, type Phrase, paragraph, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { planData } from '../plan/data.ts';
import { planElements } from '../plan/report.ts';
import type { TaggedResource } from '../tagged/tagged.ts';
import type { Destroyed, Destruction } from './destroy.ts';
import { isEmpty, isList, type Remains } from './emptiness.ts';
import type { Ending } from './end.ts';

/** How it went, in a sentence, and what is left. */
export function destructionElements(name: string, destruction: Destruction): readonly Element[] {
  if (destruction.kind !== 'destroyed') return [paragraph(undonePhrase(name, destruction.kind))];
  const { remains, destroyed } = destruction;
  const count = destroyed === 1 ? '1 resource' : `${destroyed} resources`;
  const done = destroyed === 0 ? `${name}: there was nothing to destroy` : `${name}: ${count} destroyed`;
  const end: Phrase = isEmpty(remains)
    ? {
        text: `${done}; its state has no resource, and nothing that AWS lists by tags is left of it (roles and instance profiles it does not list)`,
        tone: 'good',
      }
    : { text: `${done}; ${leftSentence(remains)}`, tone: 'error' };
  return [...remainsElements(remains), ...snapshotElements(remains), paragraph(end)];
}

/** How a created environment ended. */
export function endingElements(name: string, { destruction, isGone }: Ending): readonly Element[] {
  const elements = destructionElements(name, destruction);
  if (!isGone || destruction.kind !== 'destroyed') return elements;
  const { tagged } = destruction.remains;
  if (isList(tagged)) return [...elements, paragraph('Its name is free again.')];
  return [
    paragraph({
      text: `${name} has no state and was never deployed with vedette, so its name is free again; whether something in AWS carries its tag nobody could tell (${tagged.unknown})`,
      tone: 'warning',
    }),
  ];
}

/** The plan of an end, where a person has not seen it yet. */
export function planOf({ judged }: Destruction, format: string): readonly Element[] {
  return judged === undefined || format === 'human' ? [] : planElements(judged);
}

const UNDONE: Readonly<Record<'refused' | 'declined' | 'unasked', (name: string) => Phrase>> = {
  refused: (name) => ({ text: `nothing of ${name} is destroyed: the plan is refused`, tone: 'error' }),
  declined: (name) => `nothing of ${name} is destroyed`,
  unasked: (name) => unaskedPhrase(`nothing of ${name} is destroyed`),
};

function undonePhrase(name: string, kind: keyof typeof UNDONE): Phrase {
  return UNDONE[kind](name);
}

/** What is left, a row for each. */
function remainsElements({ inState, tagged }: Remains): readonly Element[] {
  const rows = [
    ...inState.map((address) => [address, 'in the state of Terraform'] as const),
    ...(isList(tagged)
      ? tagged.map((one) => [describeTagged(one), `in ${one.region}, by its tag`] as const)
      : []),
  ];
  return rows.length === 0 ? [] : [table(['left', 'where'], rows)];
}

function snapshotElements({ snapshots }: Remains): readonly Element[] {
  if (snapshots.length === 0) return [];
  const ids = snapshots.map(({ id, region }) => `${id} in ${region}`).join(', ');
  return [paragraph(`Snapshots of its data stay until somebody deletes them: ${ids}.`)];
}

function describeTagged({ type, id }: TaggedResource): string {
  return `${type} ${id}`;
}

/** What is left, and what to do. */
function leftSentence({ inState, tagged }: Remains): string {
  return [
    ...(inState.length === 0 ? [] : [`${inState.length} left in its state: run the command again`]),
    ...(isList(tagged)
      ? taggedSentence(tagged)
      : [`whether something is left in AWS is not known (${tagged.unknown})`]),
  ].join('; ');
}

function taggedSentence(tagged: readonly TaggedResource[]): readonly string[] {
  if (tagged.length === 0) return [];
  return [
    `${tagged.length} left with its tag that Terraform does not know: an instance, a volume or a NAT gateway that ended is listed for about an hour, so run the command again then; take what is there still into its state with vedette env adopt, or delete it by hand`,
  ];
}

/** Why an environment is not gone, in one line. */
export function whyLeft(destruction: Destruction): string {
  if (destruction.kind === 'destroyed') return leftSentence(destruction.remains);
  const [first] = destruction.judged.refusals;
  return first === undefined ? 'nobody agreed to its end' : `${first.reason}; ${first.remedy}`;
}

/** The same for programs. */
export function destructionData(destruction: Destruction) {
  const { kind, judged } = destruction;
  const plan = judged === undefined ? {} : { plan: planData(judged) };
  return destruction.kind === 'destroyed'
    ? { fate: kind, ...plan, destroyed: destruction.destroyed, left: leftData(destruction) }
    : { fate: kind, ...plan };
}

function leftData({ remains: { inState, tagged, snapshots } }: Destroyed) {
  const found = isList(tagged) ? { tagged: tagged.map(resourceData) } : tagged;
  return { inState, ...found, snapshots: snapshots.map(resourceData) };
}

function resourceData({ arn, type, id, region }: TaggedResource) {
  return { arn, type, id, region };
}

/** What a command ends with. */
export function exitCodeOf(destruction: Destruction): ExitCode {
  if (destruction.kind === 'refused') return ExitCode.refused;
  return destruction.kind === 'destroyed' && isEmpty(destruction.remains) ? ExitCode.done : ExitCode.failed;
}
