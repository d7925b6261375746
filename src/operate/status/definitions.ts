/** Which hosts run with what the definition says today. */
import { createHash } from 'node:crypto';
import { hostLines } from '../../render/host-lines.ts';
import { type Element, table } from '../../report/elements.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Brought } from '../drift/brought.ts';

/** A host against its definition. */
export interface DefinitionStatus {
  readonly host: string;
  /** `waiting` where a roll-out has something to bring to it. */
  readonly definition: 'current' | 'waiting' | 'unknown';
  /** The SHA-256 of its lines today. */
  readonly declared: string;
  /** The same of those that it was last brought to; undefined where nobody wrote them down. */
  readonly brought: string | undefined;
}

/** Compares each host of the definition. What somebody changed there by hand no such record has. */
export function definitionsOf(environment: Environment, brought: Brought): readonly DefinitionStatus[] {
  return environment.hosts.map((host) => {
    const lines = brought.get(host.name);
    const declared = digest(hostLines(environment, host));
    const then = lines === undefined ? undefined : digest(lines);
    return { host: host.name, definition: stateOf(declared, then), declared, brought: then };
  });
}

/** Who waits, and of whom nobody knows; nothing where every host has what is declared. */
export function definitionElements(definitions: readonly DefinitionStatus[]): readonly Element[] {
  const named = (state: DefinitionStatus['definition']): string =>
    definitions
      .filter(({ definition }) => definition === state)
      .map(({ host }) => host)
      .join(', ');
  const rows = [
    ['wait for a roll-out', named('waiting')],
    ['not known: nobody wrote down what they were brought to', named('unknown')],
  ].filter(([, hosts]) => hosts !== '');
  return rows.length === 0 ? [] : [table(['against the definition', 'hosts'], rows)];
}

function stateOf(declared: string, then: string | undefined): DefinitionStatus['definition'] {
  if (then === undefined) return 'unknown';
  return then === declared ? 'current' : 'waiting';
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n').normalize('NFC')).digest('hex');
}
