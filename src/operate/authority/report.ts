/** How a change of the authority is shown: its steps before anything happens, and what became of it. No key is in there. */
import { ExitCode } from '../../base/errors.ts';
import { countOf } from '../../base/units.ts';
import { type Element, type Phrase, paragraph, prose, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { progressData, stoppedPhrase } from '../progress-report.ts';
import { whereAndWhat } from '../run-steps.ts';
import { factsOf } from '../step.ts';
import { stepElements } from '../step-table.ts';
import type { AuthorityChanged, AuthorityFate } from './change.ts';
import type { AuthorityPlan } from './plan.ts';

/** What whoever runs clients has to know. */
const CLIENTS =
  'Clients: give all of them the certificates of both authorities, which are those in the secret of the authority, before the new one signs. Nobody can see from here whom a client trusts.';

/** The steps with everything that one has to know before they are approved. */
export function planElements({ steps, last, waitsForClients }: AuthorityPlan): readonly Element[] {
  return [
    ...stepElements([...steps, ...last]),
    ...(waitsForClients && last.length > 0
      ? [prose('The new authority signs when all clients trust both.')]
      : []),
  ];
}

/** What is said to whoever is asked whether all clients trust both. */
export function clientElements(): readonly Element[] {
  return [prose(CLIENTS)];
}

/** What became of it. */
export function authorityElements(name: string, { fate }: AuthorityChanged): readonly Element[] {
  const phrase = paragraph(fatePhrase(name, fate));
  if (!('progress' in fate) || fate.kind === 'done') return [phrase];
  const again = `vedette rotate ${name} --authority`;
  return [
    table(
      ['Not done'],
      fate.progress.left.map((step) => [whereAndWhat(step)]),
    ),
    phrase,
    ...(fate.kind === 'waiting' ? clientElements() : []),
    prose(
      fate.kind === 'waiting'
        ? `To end it: \`${again} --clients-moved\`. To go back: \`${again} --back\`.`
        : `To go on: the same command again.`,
    ),
  ];
}

/** What the command ends with: a change that waits for clients is as it was asked to be. */
export function exitCodeOf({ fate }: AuthorityChanged): ExitCode {
  return ['done', 'waiting', 'planned'].includes(fate.kind) ? ExitCode.done : ExitCode.failed;
}

/** What `--format json` tells. */
export function authorityData({ plan, fate }: AuthorityChanged) {
  return {
    fate: fate.kind,
    steps: [...plan.steps, ...plan.last].map(factsOf),
    ...('progress' in fate ? progressData(fate.progress) : {}),
  };
}

/** What became of it, in a sentence. */
function fatePhrase(name: string, fate: AuthorityFate): Phrase {
  switch (fate.kind) {
    case 'done':
      return { text: `${name}: all ${countOf(fate.progress.done.length, 'step')} are done`, tone: 'good' };
    case 'waiting':
      return {
        text: `${name}: every host trusts both authorities, and the clients have to`,
        tone: 'warning',
      };
    case 'stopped':
      return stoppedPhrase(name, fate.progress);
    case 'unasked':
      return unaskedPhrase(`nothing of ${name} is changed`, 'steps');
    default:
      return 'nothing is changed';
  }
}
