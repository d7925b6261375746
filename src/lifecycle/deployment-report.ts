/** What became of a deployment, in words. */
import { ExitCode, onOneLine } from '../base/errors.ts';
import { type Element, type Phrase, paragraph, table } from '../report/elements.ts';
import { unaskedPhrase } from '../report/unasked.ts';
import type { Deployment, Fate } from './deploy.ts';
import type { StateOutput } from './terraform/state-json.ts';

/** How a deployment went, in a sentence. */
export function fatePhrase(name: string, { judged: { waiting }, fate }: Deployment): Phrase {
  if (fate.kind === 'refused')
    return { text: `nothing of ${name} is changed: the plan is refused`, tone: 'error' };
  if (fate.kind === 'declined') return `nothing of ${name} is changed`;
  if (fate.kind === 'unasked') return unaskedPhrase(`nothing of ${name} is changed`);
  if (fate.kind === 'unchanged' && waiting?.length !== 0)
    return { text: `nothing of ${name} is left to deploy, and a roll-out is left to do`, tone: 'warning' };
  if (fate.kind === 'unchanged')
    return { text: `${name} is deployed as its definition says: nothing changes`, tone: 'good' };
  const { added, changed, destroyed } = fate.applied;
  return {
    text: `${name} is deployed: ${added} added, ${changed} changed, ${destroyed} destroyed, and its state shows all of it`,
    tone: 'good',
  };
}

/** The same for programs. */
export function fateData(fate: Fate) {
  if (fate.kind !== 'applied') return { fate: fate.kind };
  const { added, changed, destroyed } = fate.applied;
  return { fate: fate.kind, applied: { added, changed, destroyed } };
}

/** What the command ends with. */
export function exitCodeOf({ kind }: Fate): ExitCode {
  if (kind === 'refused') return ExitCode.refused;
  return kind === 'applied' || kind === 'unchanged' ? ExitCode.done : ExitCode.failed;
}

/** What an environment gives away, by name; what is sensitive is left out. */
export type Outputs = Readonly<Record<string, unknown>>;

/** Those that may be shown. */
export function shownOutputs(outputs: Readonly<Record<string, StateOutput>>): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { value, sensitive }]) =>
      sensitive === true ? [] : [[name, value]],
    ),
  );
}

/** A row for each. */
export function outputElements(outputs: Outputs): readonly Element[] {
  const rows = Object.entries(outputs).map(([name, value]) => [onOneLine(name), onOneLine(asText(value))]);
  return rows.length === 0 ? [] : [table(['output', 'value'], rows)];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where nobody here reaches the group. */
export function unreachedElement(name: string): Element {
  return paragraph({
    text: `the group of ${name} cannot be reached from here, so nobody has seen whether it is healthy; ask its Sentinels from inside of its network: redis-cli -h <address> -p <port> sentinel ckquorum <group>, with what vedette show ${name} says`,
    tone: 'warning',
  });
}
