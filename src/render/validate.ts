import type { Environment } from '../topology/environment.ts';
import { type Finding, RULES, type Rule, validate } from '../topology/rules/index.ts';
import { USER_DATA_LIMIT } from './boot-script.ts';
import { renderHost } from './host-files.ts';

/** The rule that only the finished files can break. */
export const userDataSize: Rule = {
  name: 'user-data-size',
  severity: 'error',
  waivable: false,
  summary: `the boot script of a host is larger than EC2's limit of ${USER_DATA_LIMIT} bytes`,
  source: 'EC2 user guide: user data is limited to 16 KB before it is encoded',
  check: (environment) =>
    environment.hosts.flatMap((host) => {
      const size = Buffer.byteLength(renderHost(environment, host).userData);
      return size <= USER_DATA_LIMIT
        ? []
        : [
            {
              field: `hosts.${host.name}`,
              message: `its boot script has ${size} bytes, ${size - USER_DATA_LIMIT} more than EC2 takes`,
              remedy: 'take directives out of redis.directives or sentinel.directives',
            },
          ];
    }),
};

/**
 * Judges an environment by every rule, those for its files included.
 *
 * @param today the day that end-of-life dates are compared with
 */
export function validateEnvironment(environment: Environment, today: Date): readonly Finding[] {
  return validate(environment, today, [...RULES, userDataSize]);
}
