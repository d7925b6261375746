/** Commands that a server knows by another name, or not at all: the steps of a person must heed it. */
import type { ProgramChange } from './change.ts';
import { printArguments } from './print.ts';
import type { Setting, Settings } from './setting.ts';
import type { Step } from './step.ts';

/** True where `rename-command` takes the command away that would tell the server this setting. */
export function isTakenAway({ spec }: Setting, settings: Settings): boolean {
  const [command = ''] = spec.command?.split(' ') ?? [];
  return nameOf(command, settings) === '';
}

/**
 * The same row with steps that call each command as the server does. A name is shown by reference only: who knows it may
 * use the command.
 *
 * @param settings of the side after: what a restart brings, it has brought before the first command
 */
export function withCommandNames(change: ProgramChange, settings: Settings): ProgramChange {
  const { byHand, note } = change;
  if (byHand === undefined) return change;
  const renamed = [...new Set(byHand.map(commandOf))].filter((command) => nameOf(command, settings));
  if (renamed.length === 0) return change;
  const said = `${renamed.join(' and ')} has another name on this server`;
  return {
    ...change,
    byHand: byHand.map((step) => withName(step, settings)),
    note: [note, said].filter((part) => part !== undefined).join('; '),
  };
}

const WAIT = /^wait until (?=\S)/;

/** The first word of what the server is told or asked; empty for other steps. */
function commandOf({ kind, text }: Step): string {
  if (kind !== 'command' && kind !== 'rewrite' && kind !== 'wait') return '';
  return text.replace(WAIT, '').split(' ')[0] ?? '';
}

function withName(step: Step, settings: Settings): Step {
  const command = commandOf(step);
  const name = nameOf(command, settings);
  return name ? { ...step, text: step.text.replace(command, () => name) } : step;
}

/** Undefined for a command that has its own name, and empty for one that is taken away. */
function nameOf(command: string, settings: Settings): string | undefined {
  const [name] = settings.get(`rename-command/${command}`)?.args ?? [];
  if (name === undefined) return undefined;
  return name === '' ? '' : printArguments([name]);
}
