/** What hosts run still gets fixes. After its end no host should be created on it; those that run go on. */

import { packagesOf, packageTitle, versionsOf } from '../definition/packages.ts';
import { daysLeft, type Support, supportedReleases, supportOf } from '../definition/support.ts';
import { type EngineVersion, engineOf, isStepBack, titleOf } from '../redis/catalogue/index.ts';
import type { Rule, Violation } from './rule.ts';

const WARNING_DAYS = 60;

export const imageEndOfLife: Rule = {
  name: 'image-end-of-life',
  severity: 'error',
  waivable: true,
  summary: `The FreeBSD release of new hosts gets security updates, for ${WARNING_DAYS} days more at least.`,
  why: 'After its end a release gets no fixes, also none of security holes.',
  source: 'freebsd.org, security: supported releases',
  remedy: 'give a later release, and replace the hosts one by one',
  check({ aws: { image } }, today) {
    const later = supportedReleases(afterWarning(today)).filter((release) => Number(release) > Number(image));
    return ending(supportOf('release', image), today, {
      field: 'aws.image',
      named: `FreeBSD ${image}`,
      remedy: `give ${later.join(', ') || 'a later release'}, and replace the hosts one by one`,
    });
  },
};

export const engineEndOfLife: Rule = {
  name: 'engine-end-of-life',
  severity: 'error',
  waivable: true,
  summary: `The Redis or Valkey of the hosts gets security fixes, for ${WARNING_DAYS} days more at least.`,
  why: 'After its end a version gets no fixes, also none of security holes.',
  source: 'endoflife.date, redis and valkey',
  remedy: 'give a later package, replicas first and the primary last',
  check({ redis }, today) {
    return ending(supportOf('engine', redis.version), today, {
      field: 'redis.package',
      named: titleOf(redis.version),
      remedy: `give ${laterPackages(redis.version, today).join(', ') || 'a later package'}, replicas first and the primary last`,
    });
  },
};

/** A warning near the end, an error after it. */
function ending(
  support: Support | undefined,
  today: Date,
  { field, named, remedy }: { readonly field: string; readonly named: string; readonly remedy: string },
): readonly Violation[] {
  const days = support && daysLeft(support, today);
  if (days === undefined || days > WARNING_DAYS) return [];
  return days < 0
    ? [{ field, remedy, message: `${named} ended on ${support?.until}` }]
    : [
        {
          field,
          remedy,
          message: `${named} ends on ${support?.until}, in ${days} days`,
          severity: 'warning',
        },
      ];
}

/** The packages of later versions that are not near their end themselves. */
function laterPackages(present: EngineVersion, today: Date): readonly string[] {
  return packagesOf(engineOf(present))
    .flatMap(versionsOf)
    .filter((version) => isStepBack(version, present))
    .filter((version) => isSupported(supportOf('engine', version), afterWarning(today)))
    .map(packageTitle);
}

function isSupported(support: Support | undefined, day: Date): boolean {
  return support !== undefined && (daysLeft(support, day) ?? 0) >= 0;
}

/** The day on which what ends then would be warned of now. */
function afterWarning(today: Date): Date {
  return new Date(today.getTime() + (WARNING_DAYS + 1) * 24 * 60 * 60 * 1_000);
}
