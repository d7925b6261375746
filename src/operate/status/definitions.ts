/** Which hosts run with what the definition says today. */
import { createHash } from 'node:crypto';
import { hostLines, IMAGE_LINE } from '../../render/host-lines.ts';
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
    const now = hostLines(environment, host);
    return {
      host: host.name,
      definition: stateOf(now, lines),
      declared: digest(now),
      brought: lines === undefined ? undefined : digest(lines),
    };
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
    ['not known: nobody wrote down all that they were brought to', named('unknown')],
  ].filter(([, hosts]) => hosts !== '');
  return rows.length === 0 ? [] : [table(['against the definition', 'hosts'], rows)];
}

/** What an older version has written down tells no image: where nothing else differs, it may be another one. */
function stateOf(
  now: readonly string[],
  then: readonly string[] | undefined,
): DefinitionStatus['definition'] {
  if (then === undefined) return 'unknown';
  if (digest(then) === digest(now)) return 'current';
  if (then.some(isImage)) return 'waiting';
  return digest(then) === digest(now.filter((line) => !isImage(line))) ? 'unknown' : 'waiting';
}

function isImage(line: string): boolean {
  return line.startsWith(IMAGE_LINE);
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n').normalize('NFC')).digest('hex');
}
