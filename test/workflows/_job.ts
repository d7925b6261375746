/** A whole job, run as GitHub runs it: every command that it has, one after the other. */
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type EndedStep, JOBS, type PlacedJob, read, runStep, type Step } from './_workflow.ts';

/** How a job ended. */
export interface EndedJob {
  /** The names of the commands that were run, with what each ended with. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Everything that they wrote. */
  readonly told: string;
  readonly summary: string;
}

/** The job of a file: `.github/workflows/diff.yml: compare`. */
export function jobAt(place: string): PlacedJob {
  const job = JOBS.find((one) => one.place === place);
  if (job === undefined) throw new RangeError(`there is no ${place}`);
  return job;
}

/** The commands of a job, by their names. */
export function commandsOf({ job }: PlacedJob): readonly (Step & { readonly run: string })[] {
  return job.steps.flatMap((step) => (step.run === undefined ? [] : { ...step, run: step.run }));
}

/**
 * Runs every command of a job. Behind one that failed only those are run that ask for it, as the report of a failure does.
 *
 * @param given the values of what GitHub would fill in, by the names of the variables; they count before what the file says
 * @param isDone true of a command that need not be run again
 * @throws RangeError if a value is missing that GitHub would fill in
 */
export async function runJob(
  placed: PlacedJob,
  root: string,
  given: Readonly<Record<string, string>>,
  isDone: (command: string) => boolean = () => false,
): Promise<EndedJob> {
  const statuses: Record<string, number> = {};
  const ended: EndedStep[] = [];
  for (const step of commandsOf(placed)) {
    const hasFailed = ended.some(({ status }) => status !== 0);
    if (isDone(step.run) || (hasFailed && step.if?.includes('!cancelled()') !== true)) continue;
    const one = await runStep(root, step.run, variablesOf(placed, step, given));
    ended.push(one);
    statuses[step.name ?? step.run] = one.status;
  }
  return {
    statuses,
    told: stripVTControlCharacters(ended.map(({ stdout, stderr }) => stdout + stderr).join('')),
    summary: read(join(root, 'summary')),
  };
}

function variablesOf(
  { place, job, workflow }: PlacedJob,
  step: Step,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const written = Object.entries({ ...workflow.env, ...job.env, ...step.env });
  const filled = written.map(([name, text]) => {
    const value = given[name] ?? (text.includes('${{') ? undefined : text);
    if (value === undefined) throw new RangeError(`${place}: no value is given for ${name}`);
    return [name, value] as const;
  });
  return { ...given, ...Object.fromEntries(filled) };
}
