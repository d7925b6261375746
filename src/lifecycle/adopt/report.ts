/** How an adoption is shown. */
import { onOneLine, RefusedError } from '../../base/errors.ts';
import { type Element, type Phrase, paragraph, prose, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import type { Fate } from '../deploy.ts';
import type { JudgedPlan } from '../plan/judge.ts';
import { planElements, refusalElements } from '../plan/report.ts';
import type { ListedResource } from '../plan/resource-list.ts';
import type { Adoption } from './adoption.ts';

/**
 * What is found and what is not, and what a plan would change beside: mostly nothing, and that is all that is told then.
 * Of one that is refused only what refuses it: nothing is imported.
 */
export function adoptionElements(
  { imports, missing, strangers }: Adoption,
  judged: JudgedPlan,
): readonly Element[] {
  if (judged.refusals.length > 0) return refusalElements(judged);
  const isHarmless = judged.impact === 'none';
  return [
    table(
      ['imported', 'as'],
      imports.map(({ to, id }) => [to, onOneLine(id)]),
    ),
    ...(missing.length === 0
      ? []
      : [
          table(
            ['not imported', 'because'],
            missing.map(({ address, why }) => [address, onOneLine(why)]),
          ),
        ]),
    ...(strangers.length === 0 ? [] : [table(['listed, and not of the stack', 'type'], strangers.map(row))]),
    ...(isHarmless ? [paragraph(judged.summary)] : planElements(judged)),
  ];

  function row({ id, type }: Adoption['strangers'][number]): readonly Phrase[] {
    return [onOneLine(id), onOneLine(type)];
  }
}

/** What programs are told of it. */
export function adoptionData({ imports, missing, strangers }: Adoption) {
  return { imports, missing, strangers: strangers.map(({ arn, type, id }) => ({ arn, type, id })) };
}

/**
 * Adopting takes things into the state, and changes in AWS at most what the state alone has, or tags.
 *
 * @throws RefusedError if a plan would make or end anything
 */
export function refuseMore({ environment, resources }: JudgedPlan): void {
  const [first] = resources.filter((resource) => !isTakenUp(resource));
  if (first === undefined) return;
  throw new RefusedError(
    `${environment}: Terraform would ${first.action} ${first.address}, and adopting only imports; leave it out with --id ${first.address}=none, and deploy afterwards`,
  );
}

/** What is in the state alone is made anew. */
function isTakenUp({ address, action }: ListedResource): boolean {
  return TAKES_UP.includes(action) || (action === 'create' && address.startsWith('terraform_data.'));
}

const TAKES_UP: readonly ListedResource['action'][] = ['import', 'no-op', 'read', 'update'];

/** How it went, and what is left to do. */
export function adoptedElements(
  name: string,
  { imports, missing }: Adoption,
  fate: Fate,
): readonly Element[] {
  if (fate.kind !== 'applied') return [paragraph(NOT_ADOPTED[fate.kind](name))];
  return [
    paragraph({ text: `${name} is adopted: its state has ${imports.length} resources more`, tone: 'good' }),
    ...(missing.length === 0
      ? []
      : [
          prose(
            `The next \`vedette deploy ${name}\` creates what was not imported. Where that is the password, it is a new one, which running hosts do not have: rotate it as docs/rotate.md says. To end the environment in its place, nothing of that is needed.`,
          ),
        ]),
  ];
}

const NOT_ADOPTED: Readonly<Record<Exclude<Fate['kind'], 'applied'>, (name: string) => Phrase>> = {
  refused: (name) => ({ text: `nothing of ${name} is adopted: the plan is refused`, tone: 'error' }),
  declined: (name) => `nothing of ${name} is adopted`,
  unasked: (name) => unaskedPhrase(`nothing of ${name} is adopted`),
  unchanged: (name) => ({ text: `${name}: there is nothing to import`, tone: 'good' }),
};
