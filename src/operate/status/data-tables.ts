/** What the data hosts told, as tables. */
import { formatSpan } from '../../base/times.ts';
import { countOf, formatAmount, formatCount, milliseconds } from '../../base/units.ts';
import { type Element, type Phrase, table } from '../../report/elements.ts';
import type { Environment } from '../../topology/environment.ts';
import { formatEngine } from './engine.ts';
import { lagBehind } from './lag.ts';
import { formatPlace, hostAt, type Place } from './place.ts';
import type { RedisFacts, RedisMemory, RedisPersistence } from './redis-status.ts';
import type { GroupStatus } from './status.ts';

/** Who follows whom, and what each has on its volume and in memory. Who told nothing has a row of that. */
export function dataTables(environment: Environment, status: GroupStatus): readonly Element[] {
  const first = status.data.find(({ host }) => host === status.primary)?.facts;
  const rows = (cells: (facts: RedisFacts, address: string) => readonly Phrase[]) =>
    status.data.map(({ host, address, facts }) => [
      host,
      ...(facts === undefined ? [NOT_KNOWN] : cells(facts, address)),
    ]);
  return [
    table(
      ['data host', 'role', 'follows', 'link', 'behind', 'priority', 'offset', 'clients', 'uptime', 'engine'],
      rows((facts, address) => [
        facts.role,
        facts.following === undefined ? '' : named(environment, facts.following.primary),
        linkOf(facts),
        first === undefined || first === facts ? '' : behind(first, { address, facts }),
        facts.priority === undefined ? '' : String(facts.priority),
        String(facts.offset),
        formatCount(facts.clients),
        span(facts.uptime),
        engineOf(facts),
      ]),
    ),
    table(
      ['data host', 'keys', 'memory', 'of maxmemory', 'of the machine', 'last save', 'append-only file'],
      rows(({ keys, memory, persistence }) => [
        formatCount(keys),
        formatAmount(memory.used),
        ofMaxmemory(memory),
        memory.machine === undefined ? 'not known' : share(memory.resident, memory.machine),
        savedPhrase(persistence),
        appendOnlyPhrase(persistence),
      ]),
    ),
  ];
}

const NOT_KNOWN: Phrase = { text: 'not known', tone: 'error' };

function named(environment: Environment, place: Place): Phrase {
  return (
    hostAt(environment, place, 'redis') ?? {
      text: `${formatPlace(place)}, not declared`,
      tone: 'error',
    }
  );
}

function linkOf({ loading, following }: RedisFacts): Phrase {
  if (loading) return { text: 'loading its data', tone: 'warning' };
  if (following === undefined) return '';
  const { link, downFor, wasUp } = following;
  if (link === 'up') return 'up';
  if (link === 'syncing') return { text: 'gets all data', tone: 'warning' };
  const since = downFor === undefined ? '' : ` for ${downFor} s`;
  return { text: wasUp ? `down${since}` : 'never up', tone: 'error' };
}

function behind(
  primary: RedisFacts,
  status: { readonly address: string; readonly facts: RedisFacts },
): Phrase {
  const { bytes, seconds } = lagBehind(primary, status);
  const amount = bytes === undefined ? 'not known' : formatAmount(bytes);
  return seconds === undefined ? amount : `${amount}, ${seconds} s`;
}

function engineOf({ engine }: RedisFacts): Phrase {
  const text = formatEngine(engine);
  return engine.line === undefined ? { text, tone: 'error' } : text;
}

function ofMaxmemory({ used, maxmemory }: RedisMemory): Phrase {
  return maxmemory === 0 ? { text: 'no limit', tone: 'warning' } : share(used, maxmemory);
}

function savedPhrase({ savedAgo, saved, saving, unsaved }: RedisPersistence): Phrase {
  if (!saved) return { text: 'failed', tone: 'error' };
  return `${span(savedAgo)} ago, ${countOf(unsaved, 'write')} since${saving ? ', saving now' : ''}`;
}

function appendOnlyPhrase({ appendOnly, appended, rewritten, rewriting }: RedisPersistence): Phrase {
  if (!appendOnly) return 'off';
  if (!appended) return { text: 'cannot be written', tone: 'error' };
  if (!rewritten) return { text: 'written, last rewrite failed', tone: 'error' };
  return rewriting ? 'written, rewriting now' : 'written';
}

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}

function span(seconds: number): string {
  return formatSpan(milliseconds(seconds * 1_000));
}
