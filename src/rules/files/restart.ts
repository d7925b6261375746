/** What a server finds when it starts again, perhaps in another role. */
import { isSecret } from '../../redis/document.ts';
import type { FileRule } from '../rule.ts';
import { violatedWhen } from '../violation.ts';

export const replicaofInclude: FileRule = {
  name: 'replicaof-include',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'No included file says who is primary.',
  why: 'A failover changes the main file only, so a promoted server is a replica again after its restart.',
  source:
    'measured on 7.0.15, 8.0.2 and Valkey 9.1: CONFIG REWRITE leaves included files as they are, and a promoted server starts again as a replica',
  remedy: 'move the line to the main file',
  check: ({ servers }) =>
    servers.flatMap(({ file, lines }) =>
      lines('replicaof')
        .filter(({ place }) => place.file !== file.path)
        .map(({ place }) => ({
          ...place,
          message:
            'stands in an included file, which a failover does not change, so this server is a replica again after its restart',
          remedy: `move it to ${file.path}`,
        })),
    ),
};

export const clusterEnabled: FileRule = {
  name: 'cluster-enabled',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinel watches no nodes of Redis Cluster, which has failovers of its own.',
  why: "A node of a cluster can't be told whom to follow, so no Sentinel can fail it over.",
  source: 'Redis documentation, Redis Cluster; redis config.c: with cluster-enabled there is no replicaof',
  remedy: 'leave cluster-enabled out, or use Redis Cluster without Sentinel',
  check: ({ servers }) =>
    servers.flatMap(({ get, group }) =>
      violatedWhen(get('cluster-enabled').words[0] === 'yes', {
        ...get('cluster-enabled').place,
        message: 'yes makes a node of Redis Cluster, which no Sentinel can fail over',
        remedy: 'leave it out, or use Redis Cluster without Sentinel',
        severity: group === undefined ? 'warning' : 'error',
      }),
    ),
};

/** Folders that a reboot empties. */
const EMPTIED = /^\/(tmp|run|var\/run|dev\/shm)(\/|$)/;

export const dirKept: FileRule = {
  name: 'dir-kept',
  judges: 'files',
  needs: ['server'],
  severity: 'warning',
  waivable: false,
  summary: 'Data is in a folder of its own that a reboot leaves alone.',
  why: 'A relative path depends on where the server is started, and some folders are emptied by a reboot: the data is left behind, or gone.',
  source: 'redis.conf, dir: a relative path starts from the folder that the server is started in',
  remedy: 'write the whole path of a folder that is kept, such as /var/db/redis',
  check: ({ servers }) =>
    servers
      .filter(({ persistence }) => persistence.kind !== 'none')
      .flatMap(({ lines }) => lines('dir').slice(-1))
      .flatMap(({ place, args: [dir = ''] }) => {
        const path = isSecret(dir) ? dir.secret : dir;
        return [
          ...violatedWhen(!path.startsWith('/'), {
            ...place,
            message: `${path} depends on where the server is started, so its data may be left behind`,
            remedy: 'write the whole path',
          }),
          ...violatedWhen(EMPTIED.test(path), {
            ...place,
            message: `${path} may be emptied by a reboot, and the data with it`,
            remedy: 'write a folder that is kept, such as /var/db/redis',
          }),
        ];
      }),
};
