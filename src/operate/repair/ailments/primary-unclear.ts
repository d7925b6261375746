import { countOf, milliseconds } from '../../../base/units.ts';
import { majority, sentinelHosts } from '../../../topology/environment.ts';
import type { Ailment, Cure, RepairStep } from '../ailment.ts';
import {
  type DataHost,
  dataHostAt,
  dataOf,
  type Examination,
  isNamed,
  namersOf,
  sentinelsOf,
} from '../examination.ts';
import { describeData, type Lead } from '../lead.ts';
import { follow } from '../steps/follow.ts';
import { promote } from '../steps/promote.ts';
import { lossOf } from '../stream.ts';

/** A Sentinel demotes a stray primary after 8 s and its next INFO, which comes every 10 s (redis sentinel.c). */
const DEMOTED = milliseconds(20_000);

/** A primary that says replica counts as down after 20 s more, and INFO comes every 10 s (redis sentinel.c). */
const FAILED_OVER = milliseconds(35_000);

/**
 * Two primaries, none, or one of which it is not sure that it is the right one. Where a person has chosen, nobody is waited
 * for: Sentinels do not know whose data are to stay.
 */
export function primaryUnclear(
  examination: Examination,
  lead: Lead,
  keep: string | undefined,
): readonly Ailment[] {
  const told = dataOf(examination).filter(({ facts }) => !facts.loading);
  const primaries = told.filter(({ facts }) => facts.role === 'primary');
  const [only] = primaries;
  const isRight = lead.kind === 'sure' && primaries.length === 1 && lead.host.host === only?.host;
  if (isRight || told.length === 0) return [];
  const hosts = (primaries.length === 0 ? told : primaries).map(({ host }) => host);
  const cure = cureOf(lead, primaries);
  if (primaries.length > 1)
    return [
      {
        kind: 'two-primaries',
        hosts,
        ...severalPrimaries(primaries),
        ...(keep === undefined ? demotion(examination, primaries) : {}),
        cure,
      },
    ];
  if (only !== undefined)
    return [{ kind: 'doubtful-primary', hosts, ...doubtfulPrimary(examination, only), cure }];
  return [
    {
      kind: 'no-primary',
      hosts,
      ...noPrimary(examination, told),
      ...(keep === undefined ? promotion(examination) : {}),
      cure,
    },
  ];
}

function cureOf(lead: Lead, primaries: readonly DataHost[]): Cure {
  if (lead.kind === 'open') return { kind: 'choice', choices: lead.choices };
  const { host: first } = lead;
  const others = primaries.filter(({ host }) => host !== first.host);
  const promotion: readonly RepairStep[] = first.facts.role === 'primary' ? [] : [promote(first)];
  return {
    kind: 'steps',
    steps: [...promotion, ...others.map((other) => follow(other, first, lossOf(first.stream, other.stream)))],
  };
}

function severalPrimaries(primaries: readonly DataHost[]) {
  return {
    seen: `${primaries.map((host) => `${host.host} (${describeData(host)})`).join(' and ')} all say that they are primary`,
    means: 'what clients write to one of them is lost as soon as it follows the other',
  };
}

function doubtfulPrimary(examination: Examination, { host, facts }: DataHost) {
  const named =
    sentinelsOf(examination).length === 0 ? 'no Sentinel tells' : 'no majority of the Sentinels names it';
  return {
    seen: `${host} alone says that it is primary (${countOf(facts.keys, 'key')}), ${named}, and another data host is silent or holds what ${host} does not`,
    means: 'nobody can tell whether its data are those that clients wrote last',
  };
}

function noPrimary(examination: Examination, told: readonly DataHost[]) {
  const named = new Set(
    sentinelsOf(examination).map(
      ({ facts }) => dataHostAt(examination, facts.primary) ?? facts.primary.address,
    ),
  );
  const silent = examination.status.data.filter(({ facts }) => facts === undefined).map(({ host }) => host);
  return {
    seen: [
      `no data host says that it is primary: ${told.map((host) => `${host.host} (${describeData(host)})`).join(', ')}`,
      ...silent.map((host) => `${host} is silent`),
      named.size === 0 ? 'no Sentinel names one' : `the Sentinels name ${[...named].join(' and ')}`,
    ].join('; '),
    means: 'nobody takes writes',
  };
}

function demotion(examination: Examination, primaries: readonly DataHost[]): Pick<Ailment, 'mendsItself'> {
  const named = primaries.find(({ host }) => isNamed(examination, host));
  if (named === undefined) return {};
  const strays = primaries.filter((host) => host !== named);
  const areKnown = strays.every(({ host }) =>
    namersOf(examination, named.host).some(({ facts }) =>
      facts.replicas.some(({ place }) => dataHostAt(examination, place) === host),
    ),
  );
  return areKnown ? { mendsItself: { by: `the Sentinels, which name ${named.host}`, within: DEMOTED } } : {};
}

/** A majority that knows whom to promote does it. */
function promotion(examination: Examination): Pick<Ailment, 'mendsItself'> {
  const { environment } = examination;
  const able = sentinelsOf(examination).filter(({ facts }) =>
    facts.replicas.some(({ flags, priority }) => flags.join() === 'slave' && priority > 0),
  );
  return able.length >= majority(sentinelHosts(environment).length)
    ? {
        mendsItself: {
          by: 'the Sentinels, which know replicas to promote',
          within: milliseconds(environment.sentinel.downAfter + FAILED_OVER),
        },
      }
    : {};
}
