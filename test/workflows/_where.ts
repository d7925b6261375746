/** Where each command of each workflow file is run by tests. */

/** `jobs` and `whole` are drills, and run it as it is, with real Terraform and real hosts; others are tests of `npm test`. */
export type Where = 'jobs' | 'whole' | (string & {});

/** The test files that run a command, by the file, the job and the name of the step. */
export const WHERE: Readonly<Record<string, Readonly<Record<string, readonly Where[]>>>> = {
  '.github/workflows/certificates.yml: renew': {
    Install: ['jobs'],
    Renew: ['certificates'],
  },
  '.github/workflows/diff.yml: compare': {
    Install: ['jobs'],
    'Compare with the base': ['diff', 'jobs'],
  },
  '.github/workflows/drift.yml: look': {
    Install: ['jobs'],
    Synthesize: ['jobs'],
    Look: ['drift', 'jobs'],
  },
  '.github/workflows/plan.yml: validate': {
    Install: ['jobs'],
    Synthesize: ['jobs'],
    Validate: ['jobs'],
  },
  '.github/workflows/plan.yml: plan': {
    Install: ['jobs'],
    Synthesize: ['jobs'],
    Plan: ['jobs'],
  },
  '.github/workflows/plan.yml: emulate': {
    Install: ['jobs'],
    'Write the lab with an image that the emulator has': ['jobs'],
    'Apply and destroy': ['jobs'],
  },
  '.github/workflows/preview.yml: try': {
    Install: ['jobs'],
    'Compare with the base': ['preview', 'jobs'],
    'Create the environment, and rehearse a failover': ['preview', 'jobs'],
    'Write the comment': ['preview', 'jobs'],
  },
  '.github/workflows/preview.yml: comment': {
    'Post the comment, or update the one that is there': ['preview'],
  },
  '.github/workflows/preview.yml: deploy': {
    Install: ['jobs'],
    'Create the environment where it is not there yet': ['preview', 'whole'],
    'Deploy it': ['whole'],
  },
  '.github/workflows/preview.yml: end': {
    Install: ['jobs'],
    'Destroy what the pull request has': ['preview', 'whole'],
  },
  '.github/workflows/reap.yml: reap': {
    Install: ['jobs'],
    'Break the locks whose holder is proven gone': ['reap', 'whole'],
    'List the pull requests that are open': ['reap', 'whole'],
    Reap: ['reap', 'whole'],
  },
  '.github/workflows/reap.yml: issue': {
    'File an issue where something stays, edit the one that is open, or close it': ['reap', 'whole'],
  },
  '.github/workflows/rehearse.yml: drills': {
    Install: ['jobs'],
    'Rehearse a part of the drills': ['jobs'],
  },
  '.github/workflows/rehearse.yml: report': {
    Install: ['jobs'],
    'Join the parts': ['rehearse', 'jobs'],
    'Show what held': ['rehearse', 'jobs'],
  },
  'templates/.github/workflows/vedette.yml: check': {
    Install: ['jobs'],
    Check: ['../start/package', 'jobs'],
    'Compare with the base': ['../start/package', 'jobs'],
  },
};
