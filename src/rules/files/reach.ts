/** Whether those who must connect can, and whether others can too. */
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import { isLoopback, isNameless } from './census.ts';
import type { FileConfiguration, FileGroup, FileServer, FileSettings } from './configuration.ts';
import { loginOf } from './login.ts';

export const bindReachable: FileRule = {
  name: 'bind-reachable',
  judges: 'files',
  needs: [],
  severity: 'error',
  waivable: false,
  summary: 'Servers and Sentinels of several hosts listen on an address that the others reach.',
  why: "The hosts of its group can't connect: replicas do not follow, and Sentinels call it down.",
  source: 'redis.conf, bind',
  remedy: 'add the address that the other hosts reach it at',
  check: (files) => withPeers(files).filter(listensLocally).map(boundTooTight),
};

function boundTooTight({ get }: FileSettings): Violation {
  const { words, place } = get('bind');
  return {
    ...place,
    message: `${words.join(' ')} is this machine alone, and the hosts of its group can't connect`,
    remedy: 'add the address that they reach it at',
  };
}

export const protectedOpen: FileRule = {
  name: 'protected-open',
  judges: 'files',
  needs: [],
  severity: 'error',
  waivable: false,
  summary: 'With protected-mode there is a password, since other hosts are refused without one.',
  why: 'Without a password protected-mode refuses every other host.',
  source:
    'redis networking.c, acceptCommonHandler; measured on 7.0.15: refused with and without bind, on Redis and on Sentinel',
  remedy: 'write requirepass and masterauth, or protected-mode no behind a firewall',
  check: (files) => {
    const peers = withPeers(files);
    return [...files.servers, ...files.sentinels]
      .filter((settings) => settings.get('protected-mode').words[0] === 'yes')
      .filter((settings) => !listensLocally(settings) && loginOf(settings).kind === 'open')
      .map((settings) => ({
        ...settings.get('protected-mode').place,
        message: 'yes refuses every other host, since there is no password',
        severity: peers.includes(settings) || settings.lines('bind').length > 0 ? 'error' : 'warning',
      }));
  },
};

export const unprotected: FileRule = {
  name: 'unprotected',
  judges: 'files',
  needs: ['server'],
  severity: 'warning',
  waivable: false,
  summary: 'A server that other hosts reach asks for a password.',
  why: 'Whoever reaches the port may read, write and configure.',
  source: 'redis.conf, protected-mode',
  remedy: 'write requirepass and masterauth',
  check: ({ servers }) =>
    servers
      .filter((server) => server.get('protected-mode').words[0] === 'no' && !listensLocally(server))
      .flatMap((server) =>
        violatedWhen(loginOf(server).kind === 'open', {
          ...server.get('protected-mode').place,
          message: 'no without a password lets whoever reaches the port read, write and configure',
        }),
      ),
};

/** True for a program that only its own machine reaches. */
export function listensLocally({ get }: FileSettings): boolean {
  const { words } = get('bind');
  return words.length > 0 && words.every((address) => isLoopback(address.replace(/^-/, '')));
}

/** The servers and Sentinels whose file tells of another host that must connect to them. */
function withPeers({ servers, sentinels, groups }: FileConfiguration): readonly FileSettings[] {
  return [
    ...servers.filter(isFollowed),
    ...sentinels.filter((sentinel) => groups.some((group) => group.sentinel === sentinel && isShared(group))),
  ];
}

/** A server that follows a primary elsewhere, or whose group is watched at an address, may be primary for others. */
function isFollowed({ get, group }: FileServer): boolean {
  const [primary] = get('replicaof').words;
  const [watched] = group?.get('monitor').words ?? [];
  return [primary, watched].some(
    (address) => address !== undefined && !isNameless(address) && address !== 'no',
  );
}

/** Several Sentinels must agree, and the primary is on another host. */
function isShared({ get, lines }: FileGroup): boolean {
  const [address = ''] = get('monitor').words;
  return !isNameless(address) && (get('quorum').number > 1 || lines('known-sentinel').length > 0);
}
