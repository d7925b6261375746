/** Every command: its usage, what it is for, and the file that does it, which is loaded only to run it. */
import { createRequire } from 'node:module';
import type { Command } from '../command.ts';

/** A command, or a group of them, as the help lists it. */
export interface Entry {
  /** The word on the command line. */
  readonly name: string;
  /** What follows the word. */
  readonly usage: string;
  readonly summary: string;
  /** The file of a command, relative to this one. */
  readonly file?: string;
  /** The commands of a group. */
  readonly entries?: readonly Entry[];
}

export const COMMANDS: readonly Entry[] = [
  { name: 'list', usage: '', summary: 'List the environments in stacks/', file: './list.ts' },
  {
    name: 'show',
    usage: '<env>',
    summary: 'Show every value of an environment and where it comes from',
    file: './show.ts',
  },
  {
    name: 'validate',
    usage: '[env..]',
    summary: 'Check environments against every rule',
    file: './validate.ts',
  },
  {
    name: 'render',
    usage: '<env>',
    summary: "Write the files of an environment's hosts",
    file: './render.ts',
  },
  {
    name: 'diff',
    usage: '[sides..]',
    summary: 'Compare environments, their history or configuration files by meaning',
    file: './diff.ts',
  },
  {
    name: 'matrix',
    usage: '[env..]',
    summary: 'Show what is not the same in all environments',
    file: './matrix.ts',
  },
  {
    name: 'forecast',
    usage: '<env>',
    summary: 'Forecast failover times and what each loss leaves',
    file: './forecast.ts',
  },
  { name: 'graph', usage: '<env>', summary: 'Draw hosts, roles, zones and links', file: './graph.ts' },
  {
    name: 'explain',
    usage: '<directive>',
    summary: 'Explain a directive: values, defaults, and what changing it takes',
    file: './explain.ts',
  },
  {
    name: 'demo',
    usage: '[env]',
    summary: 'Check, render, boot, fail over and repair an environment on this machine',
    file: './demo.ts',
  },
  {
    name: 'local',
    usage: '<command>',
    summary: "Run an environment's hosts on this machine",
    entries: [
      {
        name: 'up',
        usage: '<env>',
        summary: 'Boot every host and wait for a healthy group',
        file: './local/up.ts',
      },
      {
        name: 'status',
        usage: '[env]',
        summary: 'Tell how the hosts and the group are',
        file: './local/status.ts',
      },
      {
        name: 'exec',
        usage: '<host>',
        summary: 'Run a command on a host: exec <host> -- <command>',
        file: './local/exec.ts',
      },
      {
        name: 'run',
        usage: '',
        summary: 'Run a command that finds this machine in the place of AWS: run -- cdktf deploy lab',
        file: './local/run.ts',
      },
      {
        name: 'down',
        usage: '[env]',
        summary: 'End the hosts and remove everything of theirs',
        file: './local/down.ts',
      },
    ],
  },
];

/**
 * Loads a command's file. With `require`, because `import()` of TypeScript would need tsx's second hook on Node 20, which
 * starts a thread and takes longer than any of the commands here.
 */
export function loadCommand(file: string): Command {
  const { default: loaded }: { readonly default: Command } = createRequire(import.meta.url)(file);
  return loaded;
}
