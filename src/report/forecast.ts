/** How a forecast is shown. */

import { formatSeconds, formatSize } from '../base/units.ts';
import { CLIENTS_MEASURED } from '../topology/clients.ts';
import type { Environment } from '../topology/environment.ts';
import { isNever, type Never, type Span } from '../topology/forecast.ts';
import { SYNC_RATE } from '../topology/full-sync.ts';
import type { Loss } from '../topology/losses.ts';
import type { Outlook } from '../topology/outlook.ts';
import type { Setbacks } from '../topology/setbacks.ts';
import { type Element, heading, type Phrase, paragraph, prose, table } from './elements.ts';
import { MOMENT_MEANINGS } from './moments.ts';

/** Shows what Sentinel does and when, what clients add, what may go wrong, what each loss leaves, and how it adds up. */
export function forecastReport(environment: Environment, all: Outlook): readonly Element[] {
  return [
    ...timeline(all),
    ...reconnectionTables(all),
    ...setbackTables(all),
    ...lossTable(environment, all.losses),
    ...powerCutBlocks(all),
    ...formulas(all),
  ];
}

const FAULTS = ['process killed', 'hung or cut off'];

function timeline({ faults: { killed, hung } }: Outlook): readonly Element[] {
  return [
    heading('After the primary is lost: what Sentinel does'),
    table(
      ['moment', ...FAULTS],
      killed.map(({ moment, when }, row) => [
        MOMENT_MEANINGS[moment],
        shown(when),
        shown(hung[row]?.when ?? when),
      ]),
    ),
    paragraph(
      faint(
        `Counted from the fault, of a group at rest on machines that keep up. Assumed: a full resync moves ${formatSize(SYNC_RATE)} a second.`,
      ),
    ),
  ];
}

/** A client that can't find a primary, since there is none, is not shown: the moments say why. */
function reconnectionTables({ faults, clients: { killed, hung }, waking }: Outlook): readonly Element[] {
  if (faults.killed.some(({ moment, when }) => moment === 'writable' && isNever(when))) return [];
  return [
    heading('When clients write again, their own part included'),
    table(
      ['client', 'settings', ...FAULTS],
      killed.map(({ client, settings, when }, row) => [
        client,
        settings,
        shown(when),
        shown(hung[row]?.when ?? when),
      ]),
    ),
    paragraph(faint(`From its Sentinels' word to a client's next write: ${CLIENTS_MEASURED}.`)),
    paragraph(`${waking}.`),
    prose('`vedette clients` writes the code that has these time limits, and says why.'),
  ];
}

function setbackTables({ setbacks }: Outlook): readonly Element[] {
  return [...retryTable(setbacks), ...undoneBlocks(setbacks)];
}

function retryTable({ causes, adds }: Setbacks): readonly Element[] {
  if (causes.length === 0) return [];
  return [
    heading(`If the first try fails: ${shown(adds.span)} more`),
    table(
      ['it fails when', 'source'],
      causes.map(({ when, source }) => [when, faint(source)]),
    ),
    paragraph(faint(`${adds.meaning} (${adds.source}).`)),
  ];
}

function undoneBlocks({ undone }: Setbacks): readonly Element[] {
  if (undone === undefined) return [];
  const { when, source, adds } = undone;
  return [
    heading(`If a failover is left undone: ${shown(adds.span)} more until the other replicas follow`),
    paragraph(`It is when ${when}. With a write guard nothing is written until they do.`),
    paragraph(faint(`${adds.meaning} (${adds.source}; ${source}).`)),
  ];
}

/** The terms of both faults, each once, with those of one name beside each other. */
function formulas({ faults: { killed, hung } }: Outlook): readonly Element[] {
  const terms = new Map(
    killed
      .flatMap((one, row) => [...one.terms, ...(hung[row]?.terms ?? [])])
      .map((term) => [`${term.name} ${shown(term.span)}`, term]),
  );
  return [
    heading('How it adds up'),
    table(
      ['term', 'time', 'what takes it', 'source'],
      [...terms.values()].map(({ name, span, meaning, source }) => [
        name,
        shown(span),
        meaning,
        faint(source),
      ]),
    ),
    table(
      ['moment', 'formula'],
      killed
        .filter(({ formula }) => formula !== '')
        .map(({ moment, formula }) => [MOMENT_MEANINGS[moment], formula]),
    ),
  ];
}

function lossTable(environment: Environment, left: readonly Loss[]): readonly Element[] {
  return [
    heading('What a loss leaves'),
    table(
      ['loss of', 'Sentinels', 'failover', 'may be primary', 'writes'],
      left.map(({ kind, name, sentinels, failover, promotable, writable }) => [
        kind === 'zone' ? `zone ${name}` : `${name} (${rolesOf(environment, name)})`,
        String(sentinels),
        yesNo(failover, 'yes', 'no majority'),
        promotable.length > 0 ? promotable.join(', ') : { text: 'nobody', tone: 'error' },
        yesNo(writable, 'yes', 'refused'),
      ]),
    ),
  ];
}

/** A loss of hosts leaves a replica's memory; this does not. */
function powerCutBlocks({ powerCut: { loses, source } }: Outlook): readonly Element[] {
  return [
    paragraph(`A power cut of all hosts at once loses ${loses}.`),
    paragraph(faint(`Known from: ${source}.`)),
  ];
}

function rolesOf({ hosts }: Environment, wanted: string): string {
  return hosts.find(({ name }) => name === wanted)?.roles.join(', ') ?? '';
}

function yesNo(holds: boolean, yes: string, no: string): Phrase {
  return holds ? { text: yes, tone: 'good' } : { text: no, tone: 'error' };
}

function faint(text: string): Phrase {
  return { text, tone: 'faint' };
}

function shown(when: Span | Never): string {
  if (isNever(when)) return `never: ${when.never}`;
  return when.from === when.to
    ? formatSeconds(when.from)
    : `${formatSeconds(when.from)} to ${formatSeconds(when.to)}`;
}
