/** What only the finished files of a host can break. */

import { USER_DATA_LIMIT } from '../render/boot-script.ts';
import { renderHost } from '../render/host-files.ts';
import type { Rule } from './rule.ts';

export const userDataSize: Rule = {
  name: 'user-data-size',
  severity: 'error',
  waivable: false,
  summary: `The boot script of a host fits into EC2's limit of ${USER_DATA_LIMIT} bytes.`,
  why: 'EC2 refuses a larger one, so the host is never created.',
  source: 'EC2 user guide: user data is limited to 16 KB before it is encoded',
  remedy: 'take directives out, or hosts: the script of each holds the addresses of all',
  check: (environment) =>
    environment.hosts.flatMap((host) => {
      const size = Buffer.byteLength(renderHost(environment, host).userData);
      return size <= USER_DATA_LIMIT
        ? []
        : [
            {
              field: `hosts.${host.name}`,
              message: `its boot script has ${size} bytes, ${size - USER_DATA_LIMIT} more than EC2 takes`,
            },
          ];
    }),
};
