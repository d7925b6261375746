/** How a repair is shown: what is broken, what would be done, and what is left. */
import { ExitCode } from '../../base/errors.ts';
import { countOf, formatSeconds } from '../../base/units.ts';
import { type Element, heading, type Phrase, paragraph, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { type StepColumn, stepElements } from '../step-table.ts';
import type { Ailment, Cure, RepairStep } from './ailment.ts';
import type { Diagnosis, Repaired, RepairProgress } from './repair.ts';

/** What is broken and the steps, as it is shown before anybody is asked. */
export function diagnosisElements(environment: string, { ailments, steps }: Diagnosis): readonly Element[] {
  if (ailments.length === 0) return [];
  return [
    paragraph({ text: `${countOf(ailments.length, 'thing')} of ${environment} to mend`, tone: 'error' }),
    ailmentTable(ailments),
    ...choiceElements(ailments),
    ...(steps.length === 0 ? [] : [heading('Steps'), ...stepElements(steps, LOST)]),
  ];
}

/** How it went. */
export function repairedElements(environment: string, repaired: Repaired): readonly Element[] {
  const { fate, left } = repaired;
  return [
    ...(fate.kind === 'taken' ? progressElements(fate.progress) : []),
    paragraph(fatePhrase(environment, repaired)),
    ...(fate.kind === 'taken' && left.length > 0 ? [ailmentTable(left), ...choiceElements(left)] : []),
  ];
}

/** What the command ends with: only a healthy group is done. */
export function exitCodeOf({ left }: Repaired): ExitCode {
  return left.length === 0 ? ExitCode.done : ExitCode.failed;
}

function ailmentTable(ailments: readonly Ailment[]): Element {
  return table(
    ['broken', 'what it means', 'what mends it'],
    ailments.map(({ seen, means, cure }) => [seen, means, curePhrase(cure)]),
  );
}

function curePhrase(cure: Cure): Phrase {
  if (cure.kind === 'steps') return { text: countOf(cure.steps.length, 'step'), tone: 'good' };
  if (cure.kind === 'person') return { text: cure.todo, tone: 'warning' };
  const ways = cure.choices.map(({ keep }) => `--keep ${keep}`).join(' or ');
  return { text: `a choice, since data go: ${ways}`, tone: 'warning' };
}

function choiceElements(ailments: readonly Ailment[]): readonly Element[] {
  const rows = ailments.flatMap(({ hosts, cure }) =>
    cure.kind === 'choice'
      ? cure.choices.map(({ keep, has, loses }) => [
          hosts.join(', '),
          `--keep ${keep}`,
          has,
          loses.length === 0 ? 'nothing' : loses.join('; '),
        ])
      : [],
  );
  return rows.length === 0
    ? []
    : [heading('Choices'), table(['broken on', 'whose data stay', 'it has', 'what is lost'], rows)];
}

const LOST: StepColumn<RepairStep> = {
  title: 'lost',
  of: ({ loses }) => (loses.length === 0 ? 'nothing' : { text: loses.join('; '), tone: 'error' }),
};

function progressElements({ done, stopped, left }: RepairProgress): readonly Element[] {
  const rows: readonly (readonly Phrase[])[] = [
    ...done.map(({ step, took }) => [
      step.hosts.join(', '),
      step.what,
      { text: `done in ${formatSeconds(took)}`, tone: 'good' } as const,
    ]),
    ...left.map(({ hosts, what }, at) => [
      hosts.join(', '),
      what,
      {
        text: at === 0 && stopped?.at === 'in' ? `failed: ${stopped.why}` : `not begun${why(at)}`,
        tone: 'error',
      } as const,
    ]),
  ];
  return rows.length === 0 ? [] : [table(['where', 'what', ''], rows)];

  function why(at: number): string {
    return at === 0 && stopped !== undefined ? `: ${stopped.why}` : '';
  }
}

function fatePhrase(environment: string, { fate, left }: Repaired): Phrase {
  const rest = `${countOf(left.length, 'thing')} of ${environment} ${left.length === 1 ? 'is' : 'are'} broken`;
  if (left.length === 0)
    return { text: `${environment} is healthy${fate.kind === 'taken' ? ' again' : ''}`, tone: 'good' };
  switch (fate.kind) {
    case 'taken':
      return { text: `${rest} still`, tone: 'error' };
    case 'planned':
      return { text: `nothing is changed: ${rest}`, tone: 'warning' };
    case 'declined':
      return `nothing is changed: ${rest}`;
    case 'unasked':
      return unaskedPhrase(`nothing of ${environment} is changed`, 'steps');
    default:
      return {
        text: `nothing is changed: ${rest}, and no step can be taken without a person`,
        tone: 'error',
      };
  }
}
