/** How created environments are shown. */
import { UserError } from '../base/errors.ts';
import { formatSpan, spanBetween } from '../base/times.ts';
import { milliseconds } from '../base/units.ts';
import type { CreatedEnvironment } from '../register/record.ts';
import { type Element, type Phrase, paragraph, prose, table, textOf } from '../report/elements.ts';
import type { Environment } from '../topology/environment.ts';
import { byPrices } from './cost/money.ts';
import { afterPhrase, costAfter, hourPhrase } from './cost/recorded.ts';
import { costElements } from './cost/report.ts';
import type { Creation } from './create.ts';
import type { HeldLock } from './locks/holder.ts';
import type { Overview } from './overview.ts';
import type { Unknown } from './stage.ts';
import { parseTime } from './times.ts';

/** What programs are told of one. */
export function overviewData({ created, ...rest }: Overview) {
  const { cost } = created;
  return { ...created, ...rest, ...(cost === undefined ? {} : { costSoFar: costAfter(cost, rest.age) }) };
}

/** A row for each, or that there is none. */
export function listReport(all: readonly Overview[]): readonly Element[] {
  if (all.length === 0)
    return [prose('No environment was created here; `vedette env create` makes one of another.')];
  const columns = ['environment', 'from', 'owner', 'age', 'left', 'USD/h', 'so far', ...STATE_COLUMNS];
  return [table(columns, all.map(row)), paragraph(costBasis())];
}

const STATE_COLUMNS = ['state', 'commit', 'network'];

/** Nothing is asked for a list: an estimate takes a stack. */
function costBasis(): string {
  return `Costs were estimated when each was created or last deployed, on demand and without what goes by use, ${byPrices()}; so far is since the creation, as if all of it had been there.`;
}

function row(one: Overview): readonly Phrase[] {
  const { name, from, owner, commit, cidr, cost } = one.created;
  const { age } = one;
  return [
    name,
    from,
    owner,
    formatSpan(age),
    leftPhrase(one),
    hourPhrase(cost),
    afterPhrase(cost, age),
    stagePhrase(one),
    shortCommit(commit),
    cidr,
  ];
}

/**
 * Everything that is known of one.
 *
 * @param opened as it follows from its source now, or why it does not
 */
export function showReport(one: Overview, opened: Environment | UserError): readonly Element[] {
  const { created } = one;
  const facts: readonly (readonly [string, Phrase])[] = [
    ['derived from', created.from],
    ...created.set.map((written) => ['differs in', written] as const),
    ['hosts', opened instanceof UserError ? unknownPhrase(opened.message) : hostsPhrase(opened)],
    ['network', created.cidr],
    ['owner', created.owner],
    ['created', `${created.created} by ${created.by}`],
    ...created.extensions.map(({ at, until, by }) => ['extended', `${at} by ${by}, until ${until}`] as const),
    ['expires', created.expires],
    ['left', leftPhrase(one)],
    ['USD an hour', hourPhrase(created.cost)],
    ['USD so far', afterPhrase(created.cost, one.age)],
    ...(created.cost === undefined ? [] : [['estimated at', `${created.cost.at}, ${byPrices()}`] as const]),
    ['commit', shortCommit(created.commit)],
    ['state', stagePhrase(one)],
    ['state is in', placeOf(created)],
  ];
  return [
    table([created.name, ''], facts),
    prose(`In what it differs: \`vedette diff ${created.from} ${created.name}\`.`),
  ];
}

/** What was created, and what to do next. */
export function creationReport(
  { created, environment: { hosts }, estimate }: Creation,
  today: Date,
): readonly Element[] {
  const { name, from, cidr, owner, expires, cost } = created;
  const life = spanBetween(parseTime(created.created), parseTime(expires));
  return [
    paragraph(
      `${name} is derived from ${from}: ${hosts.length} hosts in ${cidr}, for ${owner}, until ${expires}. Nothing of it is in AWS yet.`,
    ),
    paragraph(
      `It will cost ${textOf(hourPhrase(cost))} USD an hour, ${textOf(afterPhrase(cost, life))} USD until its end:`,
    ),
    ...costElements(estimate, today),
    prose(`In what it differs: \`vedette diff ${from} ${name}\`.`),
    prose(`To deploy it: \`vedette deploy ${name}\`.`),
  ];
}

/** What was given more time. */
export function extensionReport({ created, left }: Overview): readonly Element[] {
  const { name, expires } = created;
  return [
    paragraph(
      `${name} has until ${expires}: ${formatSpan(left)}. Its tags say so from its next deployment on.`,
    ),
  ];
}

/** What programs are told of the hosts. */
export function hostsData({ hosts }: Environment) {
  return hosts.map(({ name, size, address }) => ({ name, size, address }));
}

/** How many hosts an environment has, and of which sizes. */
function hostsPhrase({ hosts }: Environment): string {
  const sizes = [...new Set(hosts.map(({ size }) => size))].map(
    (size) => `${hosts.filter((host) => host.size === size).length} ${size}`,
  );
  return sizes.join(', ');
}

function leftPhrase({ left, isExpired }: Overview): Phrase {
  if (!isExpired) return formatSpan(left);
  return { text: `expired for ${formatSpan(milliseconds(-left))}`, tone: 'warning' };
}

/** How far it has come, and what stands in its way. */
export function stagePhrase({ stage, deployed, lock, isOrphan, created }: Overview): Phrase {
  const resources = 'resources' in deployed ? deployed.resources : 0;
  const parts = [
    stage.kind === 'unknown' ? `unknown: ${stage.why}` : stage.kind,
    ...(stage.kind === 'unknown' || resources === 0
      ? []
      : [resources === 1 ? '1 resource' : `${resources} resources`]),
    ...(isOrphan === true ? [`${created.owner} is gone`] : []),
    ...(lock === undefined ? [] : [lockClause(lock)]),
  ];
  const isWell =
    (stage.kind === 'creating' || stage.kind === 'live') && lock === undefined && isOrphan !== true;
  const text = parts.join(', ');
  return isWell ? text : { text, tone: 'warning' };
}

function lockClause(lock: HeldLock | Unknown): string {
  if ('unknown' in lock) return `whether it is locked is unknown: ${lock.unknown}`;
  const { who, run, since, operation } = lock;
  const ofRun = run === undefined || run === who ? '' : ` of the run ${run}`;
  return `locked by ${who}${ofRun} since ${since} (${operation})`;
}

function unknownPhrase(why: string): Phrase {
  return { text: `unknown: ${why}`, tone: 'warning' };
}

function shortCommit(commit: string | undefined): Phrase {
  return commit?.slice(0, 8) ?? { text: 'unknown', tone: 'faint' };
}

function placeOf({ state }: CreatedEnvironment): string {
  return state === undefined
    ? '.vedette/state, on one machine'
    : `the bucket ${state.bucket} in ${state.region}`;
}
