/** The workflow that `vedette init` writes, as data. */
import { parse } from 'yaml';
import { surroundings } from '../../src/project/files.ts';

/** A step of a job. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}

/** What the tests read of a workflow. */
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<'check', { readonly permissions?: object; readonly steps: readonly Step[] }>
  >;
}

export const workflow: Workflow = parse(
  surroundings('dev').find(({ path }) => path === '.github/workflows/vedette.yml')?.text ?? '',
);

/** The steps that use an action, or that run a command. */
export function stepsOf(kind: 'uses' | 'run'): readonly Step[] {
  return workflow.jobs.check.steps.filter((step) => step[kind] !== undefined);
}
