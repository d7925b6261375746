/** What must hold after drills. */
import { formatCount, formatSeconds, type Milliseconds, milliseconds } from '../base/units.ts';
import { driftSummary, isDrifted } from '../operate/drift/summary.ts';
import type { Environment } from '../topology/environment.ts';
import type { Must } from './drill.ts';
import { isMute } from './ledger/fate.ts';
import type { Taking } from './old-primary.ts';
import type { ClientAccount, Round } from './record.ts';
import { formatTime } from './report/words.ts';

/** What must hold after every drill. */
export const ALWAYS: readonly Must[] = [
  ({ stuck }) => ({
    about: 'failover',
    must: 'Everything that the drill waits for comes',
    held: stuck === undefined,
    seen: stuck ?? 'it came',
  }),
  ({ healthyAfter, round }) => ({
    about: 'always',
    must: 'Once everything is mended, all Sentinels name one primary, and every replica is in sync with it',
    held: healthyAfter !== undefined,
    seen: healthyAfter === undefined ? (round.wreck ?? 'it was not') : `after ${formatSeconds(healthyAfter)}`,
  }),
  ({ round: { account } }) => {
    const mute = account.clients.filter(isMute);
    return {
      about: 'always',
      must: 'Every client writes, so that something is known of it',
      held: mute.length === 0,
      seen: mute.length === 0 ? 'each did' : `${mute.map(({ client }) => client).join(', ')} did not`,
    };
  },
];

/** The recommended settings are what vedette answers for; the others are there for comparison. */
export function answeredFor({ account }: Pick<Round, 'account'>): readonly ClientAccount[] {
  return account.clients.filter(({ settings }) => settings === 'recommended');
}

/** No acknowledged write of a client with recommended settings is lost. */
export const nothingLost: Must = (outcome) => lostAtMost(0)(outcome);

/** Each client with recommended settings loses at most so many acknowledged writes, for example the one in flight. */
export function lostAtMost(number: number): Must {
  return ({ round }) => {
    const clients = answeredFor(round);
    const lost = clients.reduce((sum, { fate }) => sum + fate.lost, 0);
    const acknowledged = clients.reduce((sum, { fate }) => sum + fate.kept + fate.lost, 0);
    return {
      about: 'writes',
      must:
        number === 0
          ? 'No acknowledged write is lost'
          : `Each client loses at most ${number} acknowledged write${number === 1 ? '' : 's'}`,
      held: acknowledged > 0 && clients.every(({ fate }) => fate.lost <= number),
      seen: `${formatCount(lost)} of ${formatCount(acknowledged)}`,
    };
  };
}

/** No client with recommended settings goes on for longer than so with writes that are lost. */
export function lostFor(limit: Milliseconds): Must {
  return ({ round }) => {
    const longest = milliseconds(Math.max(0, ...answeredFor(round).map((client) => client.lostFor)));
    return {
      about: 'writes',
      must: `Acknowledged writes are lost for no longer than ${formatSeconds(limit)}`,
      held: longest <= limit,
      seen: formatTime(longest),
    };
  };
}

/** No write is lost after the time in which an old primary takes some, or none at all where nothing ends that. */
export function lostWhile(taking: (environment: Environment) => Taking): Must {
  return (outcome) => {
    const { limit } = taking(outcome.environment);
    return (limit === undefined ? nothingLost : lostFor(limit))(outcome);
  };
}

/** Another host is promoted exactly so many times. */
export function switches(number: 0 | 1): Must {
  return ({ round }) => {
    const hosts = promotions(round.timeline.roles).map(({ host }) => host);
    return {
      about: 'failover',
      must: number === 0 ? 'No replica is promoted' : 'One replica is promoted, once',
      held: hosts.length === number,
      seen: hosts.length === 0 ? 'none was' : hosts.join(', '),
    };
  };
}

/** Another host is promoted once at most: what is done to a group takes one switch-over. */
export const oneSwitchAtMost: Must = ({ round }) => {
  const hosts = promotions(round.timeline.roles).map(({ host }) => host);
  return {
    about: 'failover',
    must: 'At most one replica is promoted, once',
    held: hosts.length <= 1,
    seen: hosts.length === 0 ? 'none was' : hosts.join(', '),
  };
};

/** The group runs as it was brought to: what nobody can tell differs. */
export const asDeclared: Must = ({ drift }) => ({
  about: 'change',
  must: 'The group runs as it is declared then',
  held: drift !== undefined && !isDrifted(drift),
  seen: drift === undefined ? 'nobody can tell' : driftSummary(drift),
});

/** What a server answers to whoever logs in with a password that it does not let in, or without one. */
const REFUSALS = ['WRONGPASS', 'NOAUTH', 'NOPERM'];

/** No client with recommended settings is refused by its password. */
export const nobodyRefused: Must = ({ round }) => {
  const refused = answeredFor(round).filter(({ errors, complaints }) =>
    REFUSALS.some((name) => name in errors || name in complaints),
  );
  return {
    about: 'writes',
    must: 'No client is refused by its password',
    held: refused.length === 0,
    seen: refused.length === 0 ? 'none was' : `${refused.map(({ client }) => client).join(', ')} was`,
  };
};

/** Every moment that was measured lies in the span that was forecast. */
export const withinForecast: Must = ({ round: { forecast, measured } }) => {
  const off = forecast?.off ?? [];
  const all = forecast === undefined ? 'none is forecast' : `${Object.keys(measured).length} moments do`;
  return {
    about: 'failover',
    must: 'Every moment lies in the forecast',
    held: off.length === 0,
    seen:
      off
        .map(({ moment, measured: at, term }) => `${moment} after ${formatSeconds(at)}: ${term}`)
        .join('; ') || all,
  };
};

/** The hosts that turned from replica to primary, in order. A primary that restarts and still leads is none. */
export function promotions(roles: Round['timeline']['roles']): readonly Promotion[] {
  return roles
    .flatMap(({ host, spans }) => {
      const spoken = spans.filter(({ value }) => value !== 'silent');
      return spoken
        .filter(({ value }, at) => value === 'primary' && spoken[at - 1]?.value === 'replica')
        .map(({ from }) => ({ host, at: from }));
    })
    .sort((one, other) => one.at - other.at);
}

/** A replica that became primary. */
interface Promotion {
  readonly host: string;
  readonly at: Milliseconds;
}
