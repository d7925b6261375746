/** Snapshots and the append-only file are judged together: what one no longer keeps, the other may. */
import type { ProgramChange } from './change.ts';
import type { SettingsPair } from './login.ts';
import type { Settings } from './setting.ts';
import { inOrder, type Step, tell, wait } from './step.ts';

/** What a server keeps its data by. */
interface Persistence {
  readonly snapshots: boolean;
  readonly appends: boolean;
}

type Judged = Pick<ProgramChange, 'impact' | 'note'>;

const NOTHING_KEPT: Judged = {
  impact: 'data-loss',
  note: 'neither snapshots nor an append-only file keep anything: a restart loses all data',
};

/** `CONFIG SET appendonly yes` writes the data into a new file, which is only then one to start from. */
const APPENDED = wait(
  'INFO persistence says aof_rewrite_in_progress:0, aof_rewrite_scheduled:0 and aof_last_bgrewrite_status:ok',
);

/** A snapshot of now, for the last one may be old, or there may be none. */
const SNAPSHOT = [
  tell('BGSAVE'),
  wait('INFO persistence says rdb_bgsave_in_progress:0 and rdb_last_bgsave_status:ok'),
];

/** It needs CONFIG SET, and the server has no CONFIG. */
const ONLY_TOLD =
  'a server that finds it in its file at a start begins without data, so give the server CONFIG back first';

const STOPPED =
  'the server keeps nothing, so that a stop loses its data: let a replica take over first, and start it as one';

/**
 * The changes of a redis.conf with those of persistence judged by what keeps the data afterwards, and with steps in an
 * order that loses nothing: the one that keeps it from now on first, then the other. A restart says where nothing keeps
 * the data until then.
 */
export function withJudgedPersistence(
  changes: readonly ProgramChange[],
  { before, after }: SettingsPair,
): readonly ProgramChange[] {
  const [kept, keeps] = [keptBy(after), keptBy(before)];
  const saves = changes.find(({ key }) => key === 'save');
  return changes.map((change) => {
    if (change === saves) return { ...change, ...judgeSnapshots(change, kept) };
    if (change.key === 'appendonly')
      return { ...change, ...judgeAppends(change, kept), byHand: stepsOfAppends(change, saves, kept) };
    return isNothing(keeps) && change.impact === 'restart' ? withNote(change, STOPPED) : change;
  });
}

/** What is not among the settings has its default: snapshots, and no append-only file. */
function keptBy(settings: Settings): Persistence {
  return {
    snapshots: settings.get('save')?.args.join('') !== '',
    appends: settings.get('appendonly')?.value.canonical === 'yes',
  };
}

function isNothing({ snapshots, appends }: Persistence): boolean {
  return !snapshots && !appends;
}

function withNote(change: ProgramChange, more: string): ProgramChange {
  return { ...change, note: [change.note, more].filter((note) => note !== undefined).join('; ') };
}

function judgeSnapshots({ impact, note }: ProgramChange, { snapshots, appends }: Persistence): Judged {
  if (snapshots) return note === undefined ? { impact } : { impact, note };
  return appends ? { impact: 'live', note: 'the append-only file keeps every write instead' } : NOTHING_KEPT;
}

/**
 * Without the append-only file a crash loses more than before, even with snapshots: that stays a loss of data. A server
 * that finds `appendonly yes` in its file and no append-only file beside it starts empty, whatever its snapshot holds
 * (measured on 7.0.15 and 8.0.2).
 */
function judgeAppends(change: ProgramChange, { snapshots, appends }: Persistence): Judged {
  const { impact, note = '', byHand = [] } = change;
  if (appends && !byHand.some(isCommand)) return { impact: 'data-loss', note: `${note}; ${ONLY_TOLD}` };
  if (appends)
    return {
      impact,
      note: `${note}; a server that only finds it in its file at a start begins without data`,
    };
  return snapshots
    ? { impact: 'data-loss', note: 'a crash loses what was written after the last snapshot' }
    : NOTHING_KEPT;
}

function stepsOfAppends(
  { byHand = [] }: ProgramChange,
  saves: ProgramChange | undefined,
  { snapshots, appends }: Persistence,
): readonly Step[] {
  const saved = saves?.byHand ?? [];
  if (appends && !byHand.some(isCommand)) return [];
  return inOrder(
    appends
      ? [...byHand.filter(isCommand), APPENDED, ...saved, ...byHand]
      : [...saved.filter(isCommand), ...(snapshots ? SNAPSHOT : []), ...byHand],
  );
}

function isCommand({ kind }: Step): boolean {
  return kind === 'command';
}
