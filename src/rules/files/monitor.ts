/** What Sentinels are told of the groups that they watch. */
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import { addressesOf, isLoopback, isNameless } from './census.ts';
import type { FileConfiguration, FileGroup } from './configuration.ts';

export const monitorAddress: FileRule = {
  name: 'monitor-address',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinel is told an address of the primary that is right on every host.',
  why: 'Clients and other Sentinels are told this address as the primary.',
  source:
    'redis sentinel.c, SENTINEL GET-MASTER-ADDR-BY-NAME: clients and Sentinels get the address as it is',
  remedy: 'write the address of the primary that other hosts reach it at',
  check: (files) => files.groups.flatMap((group) => addressProblems(group, files)),
};

function addressProblems(group: FileGroup, files: FileConfiguration): readonly Violation[] {
  const { words, place } = group.get('monitor');
  const [address = ''] = words;
  if (isLoopback(address))
    return [
      {
        ...place,
        message: `${address} is another machine on every host, and clients are told it as the primary`,
        severity: isSpread(files) ? 'error' : 'warning',
      },
    ];
  return violatedWhen(isNameless(address), {
    ...place,
    message: `${address} names no host, and clients are told it as the primary`,
  });
}

/** True where a file knows of a host beside its own. */
function isSpread({ servers, sentinels, groups }: FileConfiguration): boolean {
  const known = groups
    .flatMap(({ lines }) => [...lines('known-replica'), ...lines('known-sentinel')])
    .map(({ args }) => String(args[0]));
  const own = [...servers, ...sentinels].flatMap(addressesOf);
  return [...known, ...own].some((address) => !isNameless(address));
}

export const monitorTwice: FileRule = {
  name: 'monitor-twice',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'A primary is watched under one name.',
  why: 'Each name is failed over by itself, and the two work against each other.',
  source: 'redis sentinel.c: each name is a group with failovers of its own',
  remedy: 'keep one of the names',
  check: ({ groups }) => {
    const names = new Map<string, string>();
    return groups.flatMap((group) => {
      const { words, place } = group.get('monitor');
      const primary = words.slice(0, 2).join(' port ');
      const other = names.get(primary) ?? group.name;
      names.set(primary, other);
      return violatedWhen(other !== group.name, {
        ...place,
        message: `${primary} is watched as ${other} too, so each name fails it over by itself`,
      });
    });
  },
};

export const masterNameCharset: FileRule = {
  name: 'master-name-charset',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'The name of a group is made of letters, digits, dots, dashes and underscores.',
  why: 'Sentinel writes the name back without quotes, and its next start may fail.',
  source:
    'sentinel.conf; measured on 7.0.15: a name with a blank is written back so that the next start fails',
  remedy: 'name the group with letters, digits, dots, dashes and underscores',
  check: ({ groups }) =>
    groups.flatMap(({ name, get }) =>
      violatedWhen(!/^[A-Za-z0-9._-]+$/.test(name), {
        ...get('monitor').place,
        field: 'sentinel monitor',
        message: `${JSON.stringify(name)} is a name that Sentinel writes back without quotes and may not read again`,
      }),
    ),
};

const EQUAL = ['quorum', 'down-after-milliseconds', 'failover-timeout', 'parallel-syncs'];

export const sentinelEqual: FileRule = {
  name: 'sentinel-equal',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'warning',
  waivable: false,
  summary: 'All Sentinels of a group have the same options.',
  why: 'Each Sentinel acts by its own options, so a failover depends on who leads it.',
  source: 'Redis documentation, Sentinel: SENTINEL SET acts on one Sentinel and is to be sent to all',
  remedy: 'give all Sentinels of the group the same value',
  check: ({ groups }) =>
    groups.flatMap((group) => {
      const first = groups.find(({ name }) => name === group.name) ?? group;
      return EQUAL.flatMap((option) => {
        const [here, there] = [group, first].map(({ get }) => get(option));
        return violatedWhen(here?.number !== there?.number, {
          ...group.get(option).place,
          message: `${option} ${here?.number} is ${there?.number} in ${first.file.path}, so it depends on who leads a failover`,
        });
      });
    }),
};

export const sentinelMyid: FileRule = {
  name: 'sentinel-myid',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Every Sentinel has an id of its own.',
  why: 'The others count two Sentinels with one id as one, so a majority may be missing.',
  source: 'redis sentinel.c, sentinelProcessHelloMessage: of two Sentinels with one id, the others keep one',
  remedy: 'take the line out of one of them: Sentinel makes an id of its own',
  check: ({ sentinels }) =>
    sentinels.flatMap((sentinel) => {
      const { words, place } = sentinel.get('myid');
      const other = sentinels.find((one) => one !== sentinel && one.get('myid').words[0] === words[0]);
      return words[0] === undefined || other === undefined
        ? []
        : [
            {
              ...place,
              message: `is that of ${other.file.path} too, so the others count one Sentinel`,
            },
          ];
    }),
};
