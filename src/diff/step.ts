/** What a person does on a host by hand, step by step, where no roll-out does it. */
import type { DocumentKind } from '../redis/document.ts';

/**
 * The kinds of steps in the order in which a person takes those of several settings: one stop, all edits, one start, then
 * what the running program is told and waited for, and last that it writes its file. Both programs hold their files in memory and write
 * them from there, so that a file is edited while its program is down.
 */
const STAGES = { stop: 0, edit: 1, start: 2, command: 3, wait: 3, rewrite: 4 } as const;

/** What a step is. */
export type StepKind = keyof typeof STAGES;

/** One step. */
export interface Step {
  readonly kind: StepKind;
  /** As a person types or reads it: a command for the prompt of redis-cli or of the host, or an edit of a file. */
  readonly text: string;
}

/** Stops a program. */
export function stop(program: DocumentKind): Step {
  return { kind: 'stop', text: `service ${program} stop` };
}

/** Starts a program. */
export function start(program: DocumentKind): Step {
  return { kind: 'start', text: `service ${program} start` };
}

/** Writes a line into the file of a program, in the place of the one that sets the same. */
export function write(program: DocumentKind, line: string): Step {
  return { kind: 'edit', text: `${program}.conf: ${line}` };
}

/** Takes a line out of the file of a program, named by how it starts. */
export function takeOut(program: DocumentKind, start: string): Step {
  return { kind: 'edit', text: `${program}.conf: take out ${start}` };
}

/** Changes a file that no running program writes. */
export function editFile(file: string, change: string): Step {
  return { kind: 'edit', text: `${file}: ${change}` };
}

/** Tells the running program something. */
export function tell(command: string): Step {
  return { kind: 'command', text: command };
}

/** Waits for something that the running program says. */
export function wait(until: string): Step {
  return { kind: 'wait', text: `wait until ${until}` };
}

/** Makes a program write into its file what it was told. */
export function rewrite(program: DocumentKind): Step {
  return { kind: 'rewrite', text: program === 'redis' ? 'CONFIG REWRITE' : 'SENTINEL FLUSHCONFIG' };
}

/** The steps of several settings as one person takes them, each once. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const distinct = new Map(steps.map((step) => [step.text, step]));
  return [...distinct.values()].toSorted((one, other) => STAGES[one.kind] - STAGES[other.kind]);
}
