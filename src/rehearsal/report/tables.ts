/** The tables of a rehearsal, for every form that it is shown in. */
import { formatCount } from '../../base/units.ts';
import type { Phrase } from '../../report/elements.ts';
import { MOMENT_MEANINGS } from '../../report/moments.ts';
import { MOMENTS } from '../../topology/forecast.ts';
import type { Check, ClientAccount, DrillRecord, Round, SentinelEvent } from '../record.ts';
import { isBroken } from '../verdict.ts';
import { type Figures, figuresOf, gapOf } from './figures.ts';
import { formatSpan, formatSpread, formatTime, VERDICTS } from './words.ts';

/** A table before it is laid out. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Phrase[])[];
}

/** What is not there to be shown; a blank would look like nothing. */
const ABSENT: Phrase = { text: '–', tone: 'faint' };

/** The verdict in words. */
export function verdictPhrase({ verdict }: DrillRecord): Phrase {
  const { word, tone } = VERDICTS[verdict];
  return { text: word, tone };
}

/** A row for each drill with what an operator asks first. */
export function summaryTable(drills: readonly DrillRecord[]): Rows {
  return {
    columns: ['drill', 'verdict', 'takes writes after', 'forecast', 'longest gap', 'lost', 'why'],
    rows: drills.map((drill) => {
      const figures = figuresOf(drill);
      return [
        drill.drill,
        verdictPhrase(drill),
        spreadCell(figures.moments.get('writable')),
        forecastCell(figures),
        spreadCell(figures.gap),
        figures.rounds === 0 ? ABSENT : lostCell(figures.fate.lost, drill.verdict === 'held'),
        drill.because,
      ];
    }),
  };
}

function spreadCell(spread: Parameters<typeof formatSpread>[0] | undefined): Phrase {
  return spread === undefined ? ABSENT : formatSpread(spread);
}

function forecastCell({ forecast }: Figures): Phrase {
  const span = forecast.get('writable');
  return span === undefined ? ABSENT : formatSpan(span);
}

/** Where the drill held, the writes are lost by design, or by settings that nobody recommends. */
function lostCell(lost: number, isHeld = false): Phrase {
  return lost === 0 ? '0' : { text: formatCount(lost), tone: isHeld ? 'warning' : 'error' };
}

/** What must hold after a round, what broke first. */
export function checkTable(round: Round): Rows {
  const worst = [...round.checks].sort((one, other) => Number(one.held) - Number(other.held));
  return {
    columns: ['', 'what must hold', 'seen'],
    rows: worst.map((check) => [checkPhrase(check, round), check.must, check.seen]),
  };
}

function checkPhrase(check: Check, round: Round): Phrase {
  if (check.held) return { text: 'held', tone: 'good' };
  return isBroken(check, round)
    ? { text: 'broken', tone: 'error' }
    : { text: 'broken as expected', tone: 'warning' };
}

/** What became of the writes of each client. */
export function accountTable({ account }: Round): Rows {
  return {
    columns: [
      ...['client', 'settings', 'kept', 'lost', 'kept unacknowledged', 'refused', 'twice'],
      ...['longest gap', 'to the replaced one', 'errors'],
    ],
    rows: account.clients.map(clientRow),
  };
}

function clientRow(client: ClientAccount): readonly Phrase[] {
  const { fate, onReplaced } = client;
  return [
    `${client.client} (${client.library})`,
    client.settings,
    formatCount(fate.kept),
    lostCell(fate.lost),
    formatCount(fate.unacknowledged),
    formatCount(fate.refused),
    formatCount(fate.doubled),
    formatTime(gapOf(client)),
    onReplaced === 0 ? ABSENT : { text: formatTime(onReplaced), tone: 'warning' },
    errorsOf(client),
  ];
}

/** What writes were rejected with, and what only a listener for errors was told. */
function errorsOf({ errors, complaints }: ClientAccount): Phrase {
  const told = [counted('', errors), counted('listener: ', complaints)].filter((text) => text !== '');
  return told.length === 0 ? ABSENT : told.join('; ');
}

function counted(title: string, named: Readonly<Record<string, number>>): string {
  const most = Object.entries(named).sort(([, one], [, other]) => other - one);
  return most.length === 0
    ? ''
    : title + most.map(([name, often]) => `${name} ${formatCount(often)}`).join(', ');
}

/** When each moment came over all rounds, against its forecast, with the term that is off. */
export function momentTable(drill: DrillRecord): Rows {
  const { moments, forecast } = figuresOf(drill);
  const known = MOMENTS.filter((moment) => moments.has(moment) || forecast.has(moment));
  return {
    columns: ['moment', 'measured', 'forecast', ''],
    rows: known.map((moment) => {
      const [measured, span] = [moments.get(moment), forecast.get(moment)];
      const off = drill.rounds.flatMap(
        (round) => round.forecast?.off.filter((one) => one.moment === moment) ?? [],
      );
      return [
        MOMENT_MEANINGS[moment],
        measured === undefined ? { text: 'not seen', tone: 'warning' } : formatSpread(measured),
        span === undefined ? ABSENT : formatSpan(span),
        off.length === 0
          ? ''
          : { text: `off: ${[...new Set(off.map(({ term }) => term))].join(', ')}`, tone: 'error' },
      ];
    }),
  };
}

/** What Sentinels published. */
export function eventTable(events: readonly SentinelEvent[]): Rows {
  return {
    columns: ['at', 'Sentinel', 'event', 'about'],
    rows: events.map(({ at, host, event, detail }) => [formatTime(at), host, event, detail]),
  };
}
