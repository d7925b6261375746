/** What a host runs on: its size, its image, its programs. */

import { show } from '../base/errors.ts';
import { sizeOf } from '../definition/sizes.ts';
import { seesNewDisks, supportedReleases, supportOf } from '../definition/support.ts';
import { valuesOf } from '../topology/effective.ts';
import { dataHosts, sentinelHosts } from '../topology/environment.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const sentinelCpu: Rule = {
  name: 'sentinel-cpu',
  severity: 'warning',
  waivable: true,
  summary: 'Sentinels do not stand on sizes that are slowed down when their processor credits are used up.',
  why: 'Without credits a Sentinel stalls, and after a stall of 2 s it does nothing for 30 s.',
  source:
    'redis sentinel.c, sentinelCheckTiltCondition: after a stall of 2 s a Sentinel does nothing for 30 s',
  remedy: "take a size of fixed performance, such as m7g.medium, or give aws.cpuCredits 'unlimited'",
  check(environment) {
    if (environment.aws.cpuCredits === 'unlimited') return [];
    return sentinelHosts(environment)
      .filter(({ size }) => sizeOf(size).burstable)
      .map(({ name, size }) => ({
        field: `hosts.${name}.size`,
        message: `${size} may run out of processor credits, and a Sentinel that stalls for 2 s does nothing for 30 s`,
      }));
  },
};

export const cpuCredits: Rule = {
  name: 'cpu-credits',
  severity: 'warning',
  waivable: true,
  summary: 'Redis in use for long has a size of fixed performance, not processor credits.',
  why: "Without credits a host is slowed down to its share under 'standard', and costs for all above it, without an end, under 'unlimited'.",
  source: 'EC2 user guide, burstable performance instances: standard and unlimited mode',
  remedy: 'take a size of fixed performance, such as m7g.medium',
  check(environment) {
    const { protected: isProtected, aws } = environment;
    return dataHosts(environment)
      .filter(({ size }) => sizeOf(size).burstable && (isProtected || aws.cpuCredits === 'standard'))
      .map(({ name, size }) => ({
        field: `hosts.${name}.size`,
        message:
          aws.cpuCredits === 'standard'
            ? `${size} without processor credits is slowed down to its share, and Redis with it`
            : `${size} without processor credits costs for all that it takes above its share, in an environment that is there to stay`,
      }));
  },
};

/** Directories of the base system: what is in them is there before the boot script runs. */
const BASE_SYSTEM = /^\/(bin|sbin|libexec|usr\/bin|usr\/sbin|usr\/libexec)\/[^/]+$/;

export const scriptPath: Rule = {
  name: 'script-path',
  severity: 'error',
  waivable: false,
  summary: 'A script that Sentinel calls is there when it starts: new hosts hold only the base system.',
  why: 'Sentinel does not start where a script that its file names is missing.',
  source: 'redis sentinel.c, sentinelHandleConfiguration: without the script Sentinel does not start',
  remedy: 'leave it out, and set it with SENTINEL SET once the script is there',
  check(environment) {
    return ['notification-script', 'client-reconfig-script'].flatMap((option) => {
      const [path] = valuesOf(environment, 'sentinel', option);
      return violatedWhen(path !== undefined && !BASE_SYSTEM.test(path), {
        field: `sentinel.directives.${option}`,
        message: `${show(path)} is not on a new host, and Sentinel does not start without it`,
      });
    });
  },
};

export const imageRelease: Rule = {
  name: 'image-release',
  severity: 'error',
  waivable: false,
  summary: 'New hosts get a FreeBSD release that this version knows.',
  why: 'Neither the base system of another release nor its end of support is known here.',
  source: 'freebsd.org, security: supported releases',
  remedy: 'give a release that has support, or an image by its id',
  check({ aws: { image } }, today) {
    return violatedWhen(isRelease(image) && supportOf('release', image) === undefined, {
      field: 'aws.image',
      message: `FreeBSD ${image} is not a known release`,
      remedy: `give ${supportedReleases(today).join(', ')}, or an image by its id`,
    });
  },
};

export const imageHotPlug: Rule = {
  name: 'image-hot-plug',
  severity: 'error',
  waivable: true,
  summary: 'New data hosts get a FreeBSD release that sees a volume which is attached while it boots.',
  why: 'A volume is attached once its host is launched. An older release sees it only if that was before the boot looked for disks, and nothing repeats that.',
  source: 'FreeBSD 15.0 release notes: fixes that allow device hotplug',
  remedy: 'give a later release, or an image by its id',
  check({ aws: { image } }, today) {
    return violatedWhen(supportOf('release', image) !== undefined && !seesNewDisks(image), {
      field: 'aws.image',
      message: `FreeBSD ${image} may not see a data volume, which is attached after the host is launched`,
      remedy: `give ${supportedReleases(today).join(', ') || 'a later release'}`,
    });
  },
};

function isRelease(image: string): boolean {
  return !image.startsWith('ami-');
}
