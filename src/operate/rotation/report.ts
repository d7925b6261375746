/** How a rotation is shown: its steps before anything happens, and what became of it. No password is in there. */
import { ExitCode } from '../../base/errors.ts';
import { type Element, type Phrase, paragraph, prose, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { progressData, stoppedPhrase } from '../progress-report.ts';
import { whereAndWhat } from '../run-steps.ts';
import { factsOf } from '../step.ts';
import { stepElements } from '../step-table.ts';
import type { Account } from './account.ts';
import type { RotationPlan } from './plan.ts';
import type { Rotated } from './rotation.ts';

/**
 * What whoever runs clients has to know. `CLIENT LIST` has the user of a connection and not its password, and `ACL LOG` has
 * only who was refused.
 */
const CLIENTS =
  'Clients: give all of them the password that the store has now (AWSCURRENT), or let them read it there. Connections that are open stay open. No engine tells with which password a client has logged in, so nobody can see from here who still has the other one.';

/** The steps with everything that one has to know before they are approved. */
export function planElements({ steps, last }: RotationPlan, { hasClients }: Account): readonly Element[] {
  if (last.length === 0) return [];
  const all = stepElements([...steps, ...last]);
  return hasClients ? [...all, prose('The last step waits until all clients have the password.')] : all;
}

/** What is said to whoever is asked whether all clients have it. */
export function clientElements(): readonly Element[] {
  return [prose(CLIENTS)];
}

/** Whose password is rotated. */
export interface Named {
  readonly environment: string;
  /** Undefined for the group's. */
  readonly user: string | undefined;
}

function commandOf({ environment, user }: Named): string {
  return `vedette rotate ${environment}${user === undefined ? '' : ` --user ${user}`}`;
}

function nameOf({ environment, user }: Named): string {
  return user === undefined ? environment : `${user} of ${environment}`;
}

/** What became of it. */
export function rotationElements(rotating: Named, { fate }: Rotated): readonly Element[] {
  const command = commandOf(rotating);
  const phrase = paragraph(fatePhrase(nameOf(rotating), fate));
  if (!('progress' in fate)) return [phrase];
  const rows = fate.progress.left.map((step) => [whereAndWhat(step)]);
  if (fate.kind === 'done') return [phrase];
  return [
    table(['Not done'], rows),
    phrase,
    ...(fate.kind === 'waiting' ? clientElements() : []),
    prose(
      fate.kind === 'waiting'
        ? `To end it: \`${command} --clients-moved\`. To go back: \`${command} --back\`.`
        : `To go on: \`${command}\`. To go back: \`${command} --back\`.`,
    ),
  ];
}

/** What the command ends with: a rotation that waits for clients is as it was asked to be. */
export function exitCodeOf({ fate }: Rotated): ExitCode {
  return ['done', 'waiting', 'planned', 'nothing'].includes(fate.kind) ? ExitCode.done : ExitCode.failed;
}

/** What `--format json` tells. */
export function rotationData({ plan, fate }: Rotated) {
  const { steps, last, to } = plan;
  return {
    isNew: to === undefined,
    fate: fate.kind,
    steps: [...steps, ...last].map(factsOf),
    ...('progress' in fate ? progressData(fate.progress) : {}),
  };
}

/** What became of it, in a sentence. */
export function fatePhrase(name: string, fate: Rotated['fate']): Phrase {
  switch (fate.kind) {
    case 'done':
      return { text: `${name}: the password is rotated, and no other one is let in`, tone: 'good' };
    case 'nothing':
      return { text: `${name}: the rotation has ended, and one password is let in`, tone: 'good' };
    case 'waiting':
      return { text: `${name}: both passwords are let in, and the clients have to move`, tone: 'warning' };
    case 'stopped':
      return stoppedPhrase(name, fate.progress);
    case 'unasked':
      return unaskedPhrase(`nothing of ${name} is changed`, 'steps');
    default:
      return 'nothing is changed';
  }
}
