/** Every command: its usage, what it is for, and the file that does it, which is loaded only to run it. */
import type { Command, Example } from '../command.ts';

/** A command, or a group of them, as the help lists it. */
export interface Entry {
  /** The word on the command line. */
  readonly name: string;
  /** What follows the word. */
  readonly usage: string;
  readonly summary: string;
  /** Loads the file of a command. */
  readonly load?: () => Promise<{ readonly default: Command }>;
  /** The commands of a group. */
  readonly entries?: readonly Entry[];
  /**
   * What the help of a group ends with; a command has its own.
   * @default none
   */
  readonly examples?: readonly Example[];
}

/** What the help of all commands ends with. */
export const EXAMPLES: readonly Example[] = [
  ['validate --all', 'Check every environment'],
  ['diff staging production', 'Compare two environments by meaning'],
  ['explain maxmemory', 'Say what a directive, a field or a rule means'],
  ['help diff', 'Show the help of a command'],
];

export const COMMANDS: readonly Entry[] = [
  {
    name: 'init',
    usage: '[folder]',
    summary: 'Write a project with an environment, ready to check and deploy',
    load: () => import('./init.ts'),
  },
  { name: 'list', usage: '', summary: 'List the environments in stacks/', load: () => import('./list.ts') },
  {
    name: 'show',
    usage: '<env>',
    summary: 'Show every value of an environment and where it comes from',
    load: () => import('./show.ts'),
  },
  {
    name: 'validate',
    usage: '[env..]',
    summary: 'Check environments against every rule',
    load: () => import('./validate.ts'),
  },
  {
    name: 'render',
    usage: '<env>',
    summary: "Write the files of an environment's hosts",
    load: () => import('./render.ts'),
  },
  {
    name: 'diff',
    usage: '[sides..]',
    summary: 'Compare environments, their history or configuration files by meaning',
    load: () => import('./diff.ts'),
  },
  {
    name: 'matrix',
    usage: '[env..]',
    summary: 'Show what is not the same in all environments',
    load: () => import('./matrix.ts'),
  },
  {
    name: 'forecast',
    usage: '<env>',
    summary: 'Forecast failover times and what each loss leaves',
    load: () => import('./forecast.ts'),
  },
  {
    name: 'graph',
    usage: '<env>',
    summary: 'Draw hosts, roles, zones and links',
    load: () => import('./graph.ts'),
  },
  {
    name: 'clients',
    usage: '<env>',
    summary: 'Write the code that connects a program to the group',
    load: () => import('./clients.ts'),
  },
  {
    name: 'explain',
    usage: '<what..>',
    summary: 'Explain a directive, a field of the definition or a rule',
    load: () => import('./explain.ts'),
  },
  {
    name: 'deploy',
    usage: '<env>',
    summary: 'Plan, judge and apply an environment with Terraform, and wait for a healthy group',
    load: () => import('./deploy.ts'),
  },
  {
    name: 'status',
    usage: '<env>',
    summary: 'Tell whether a group could fail over now, what would be lost, and how each of its programs is',
    load: () => import('./status.ts'),
  },
  {
    name: 'switchover',
    usage: '<env>',
    summary: 'Move the primary to another host without losing a write',
    load: () => import('./switchover.ts'),
  },
  {
    name: 'repair',
    usage: '<env>',
    summary: 'Name what is broken in a group, and mend what can be mended without losing data',
    load: () => import('./repair.ts'),
  },
  {
    name: 'rotate',
    usage: '<env>',
    summary: 'Give a group another password while it runs, without refusing a client',
    load: () => import('./rotate.ts'),
  },
  {
    name: 'destroy',
    usage: '<env>',
    summary: 'Destroy an environment, and look what is left of it',
    load: () => import('./destroy.ts'),
  },
  {
    name: 'drift',
    usage: '<env>',
    summary: 'Tell what of a group does not run as it is declared, and where that comes from',
    load: () => import('./drift.ts'),
  },
  {
    name: 'rollout',
    usage: '<env>',
    summary: 'Bring a definition to the hosts that run, step by step, without an outage',
    load: () => import('./rollout.ts'),
  },
  {
    name: 'demo',
    usage: '[env]',
    summary: 'Check, render, boot, fail over and repair an environment on this machine',
    load: () => import('./demo.ts'),
  },
  {
    name: 'rehearse',
    usage: '[env] [drills..]',
    summary: 'Run drills on real Redis, and account for every write',
    load: () => import('./rehearse.ts'),
  },
  {
    name: 'doctor',
    usage: '[use]',
    summary: 'Tell what this machine has and lacks, and for which command',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'schema',
    usage: '<command..>',
    summary: 'Print the JSON Schema of what a command prints with --format json',
    load: () => import('./schema.ts'),
  },
  {
    name: 'completion',
    usage: '[shell]',
    summary: 'Print the script that completes commands and their arguments in a shell',
    load: () => import('./completion.ts'),
  },
  {
    name: 'env',
    usage: '<command>',
    summary: 'Create environments of others for a time',
    examples: [
      ['env create pr-42 --from staging', 'One like staging, for the usual time'],
      ['env list', 'Every one with its owner and its time'],
      ['env extend pr-42 --by 4h', 'Four hours more'],
    ],
    entries: [
      {
        name: 'create',
        usage: '<name>',
        summary: 'Create an environment of another one, for a time',
        load: () => import('./env/create.ts'),
      },
      {
        name: 'list',
        usage: '',
        summary: 'List what was created, whose it is and how long it has',
        load: () => import('./env/list.ts'),
      },
      {
        name: 'show',
        usage: '<name>',
        summary: 'Show everything that is known of a created environment',
        load: () => import('./env/show.ts'),
      },
      {
        name: 'extend',
        usage: '<name>',
        summary: 'Give a created environment more time',
        load: () => import('./env/extend.ts'),
      },
      {
        name: 'unlock',
        usage: '<env>',
        summary: 'Break the lock on a state whose holder is proven gone',
        load: () => import('./env/unlock.ts'),
      },
      {
        name: 'destroy',
        usage: '<name>',
        summary: 'Destroy a created environment, and free its name',
        load: () => import('./env/destroy.ts'),
      },
      {
        name: 'reap',
        usage: '',
        summary: 'List those whose time is over or whose owner is gone, and end them with --yes',
        load: () => import('./env/reap.ts'),
      },
      {
        name: 'adopt',
        usage: '<env>',
        summary: 'Find by its tags what is left of an environment whose state is lost, and import it',
        load: () => import('./env/adopt.ts'),
      },
      {
        name: 'name',
        usage: '<branch>',
        summary: 'Tell how an environment for a branch is to be called',
        load: () => import('./env/name.ts'),
      },
    ],
  },
  {
    name: 'local',
    usage: '<command>',
    summary: "Run an environment's hosts on this machine",
    examples: [
      ['local up lab', 'Boot the hosts of lab'],
      ['local exec ctrl -- redis-cli -p 26379 role', 'Ask its Sentinel'],
      ['local down lab', 'Remove them'],
    ],
    entries: [
      {
        name: 'up',
        usage: '<env>',
        summary: 'Boot every host and wait for a healthy group',
        load: () => import('./local/up.ts'),
      },
      {
        name: 'status',
        usage: '[env]',
        summary:
          'Tell how the hosts of this machine are; of a group anywhere, and more of it, vedette status tells',
        load: () => import('./local/status.ts'),
      },
      {
        name: 'wait',
        usage: '<env>',
        summary: 'Wait until the group is healthy',
        load: () => import('./local/wait.ts'),
      },
      {
        name: 'failover',
        usage: '<env>',
        summary: 'Ask a Sentinel for a failover, and wait until the group is healthy',
        load: () => import('./local/failover.ts'),
      },
      {
        name: 'kill',
        usage: '<env> <host>',
        summary: 'Cut the power of a host',
        load: () => import('./local/kill.ts'),
      },
      {
        name: 'stop',
        usage: '<env> <host>',
        summary: 'Shut a host down in order',
        load: () => import('./local/stop.ts'),
      },
      {
        name: 'start',
        usage: '<env> <host>',
        summary: 'Power a host on again',
        load: () => import('./local/start.ts'),
      },
      {
        name: 'console',
        usage: '<env> <host>',
        summary: 'Show what a host printed at its boots',
        load: () => import('./local/console.ts'),
      },
      {
        name: 'logs',
        usage: '<env> [host]',
        summary: 'Show the logs of Redis and Sentinel',
        load: () => import('./local/logs.ts'),
      },
      {
        name: 'password',
        usage: '<env>',
        summary: 'Print the password of the group',
        load: () => import('./local/password.ts'),
      },
      {
        name: 'exec',
        usage: '<host>',
        summary: 'Run a command on a host: exec <host> -- <command>',
        load: () => import('./local/exec.ts'),
      },
      {
        name: 'snapshot',
        usage: '<host>',
        summary: 'Take a snapshot of the data volume of a host',
        load: () => import('./local/snapshot.ts'),
      },
      {
        name: 'run',
        usage: '',
        summary: 'Run a command that finds this machine in the place of AWS: run -- cdktf deploy lab',
        load: () => import('./local/run.ts'),
      },
      {
        name: 'down',
        usage: '[env]',
        summary: 'End the hosts and remove everything of theirs',
        load: () => import('./local/down.ts'),
      },
    ],
  },
];
