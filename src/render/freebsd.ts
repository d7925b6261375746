/** Where things are on a FreeBSD host, and what they are called: the one table of what differs between the engines. */
import { ENGINE_NAMES, type EngineName } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { Environment } from '../topology/environment.ts';

/** What a package of the ports collection brings, by its own names, and where vedette lays its files beside that. */
export interface Places {
  /** The script of rc.d that runs the server, and the prefix of its variables in rc.conf. */
  readonly service: string;
  /** The same of Sentinel. */
  readonly sentinelService: string;
  /** The user that both run as; its group has the same name. */
  readonly user: string;
  readonly server: string;
  readonly cli: string;
  readonly checkRdb: string;
  /** How the server begins what it answers to `--version`, before ` server v=`. */
  readonly title: string;
  /**
   * Owned by that user, since server and Sentinel rewrite their files through a temporary file beside them
   * (redis config.c, rewriteConfigOverwriteFile), and /usr/local/etc belongs to root.
   */
  readonly configDirectory: string;
  /** Each file has the name of its service. */
  readonly serverFile: string;
  readonly sentinelFile: string;
  /** Where the data volume is mounted. */
  readonly volume: string;
  /** Exists only on the data volume: without the volume the server refuses to start. */
  readonly dataDirectory: string;
  /** Fixed in the script of the server; with another one `service ... status` and `stop` see nothing. */
  readonly pidFile: string;
  /** What the script of Sentinel gives on the command line, with `--daemonize yes`. */
  readonly sentinelPidFile: string;
  readonly serverLog: string;
  readonly sentinelLog: string;
  /**
   * What TLS takes, in a directory of that user beside the files that name them. The key of the host, which nobody else may
   * read, and its certificate are in one file, so that no program ever finds one with the other one's old half (redis tls.c
   * reads of a file what it looks for). Beside it are the certificates of those who sign.
   */
  readonly tls: {
    readonly directory: string;
    readonly certificate: string;
    readonly key: string;
    readonly authority: string;
  };
}

/** Where a person lays secrets outside AWS, readable by root only, each under the name that it has in the secret store. */
export const LAID_DIRECTORY = '/usr/local/etc/vedette';

/** Where the role script finds the password of the user that it logs in as, readable by root only. */
export const LOGIN_FILE = `${LAID_DIRECTORY}/login`;

/** By engine: freebsd-ports databases/redis72 and others, and databases/valkey (Makefile, pkg-plist, files/*.in at 8.1.3). */
const PLACES: Readonly<Record<EngineName, Places>> = {
  redis: {
    ...placesBelow('redis'),
    title: 'Redis',
    sentinelService: 'sentinel',
    sentinelFile: 'sentinel.conf',
    sentinelPidFile: '/var/run/redis/sentinel.pid',
    sentinelLog: '/var/log/redis/sentinel.log',
  },
  valkey: {
    ...placesBelow('valkey'),
    title: 'Valkey',
    sentinelService: 'valkeysentinel',
    sentinelFile: 'valkeysentinel.conf',
    sentinelPidFile: '/var/run/valkey/valkey-sentinel.pid',
    sentinelLog: '/var/log/valkey/valkey-sentinel.log',
  },
};

/** Both ports name the server, its user and its directories by the engine. */
function placesBelow(name: EngineName) {
  const tls = `/usr/local/etc/${name}/tls`;
  return {
    service: name,
    user: name,
    server: `${name}-server`,
    cli: `${name}-cli`,
    checkRdb: `${name}-check-rdb`,
    configDirectory: `/usr/local/etc/${name}`,
    serverFile: `${name}.conf`,
    volume: `/var/db/${name}`,
    dataDirectory: `/var/db/${name}/data`,
    pidFile: `/var/run/${name}/${name}.pid`,
    serverLog: `/var/log/${name}/${name}.log`,
    tls: {
      directory: tls,
      certificate: `${tls}/host.pem`,
      key: `${tls}/host.pem`,
      authority: `${tls}/ca.crt`,
    },
  };
}

/** Where things are on the hosts of an engine. */
export function placesOf(engine: EngineName): Places {
  return PLACES[engine];
}

/**
 * True for a place on hosts of another engine than the given one: a host that is made anew with that engine has the same
 * elsewhere, with the data that are on its volume.
 */
export function isPlaceOfAnother(engine: EngineName, place: string | undefined): boolean {
  return ENGINE_NAMES.filter((name) => name !== engine)
    .map(placesOf)
    .some(({ tls, ...places }) => [...Object.values(places), ...Object.values(tls)].includes(place ?? ''));
}

/** Where things are on the hosts of an environment. */
export function placesIn({ redis }: Pick<Environment, 'redis'>): Places {
  return placesOf(redis.engine);
}

/** Where the file of a program is on a host of that engine. */
export function configFile(engine: EngineName, kind: DocumentKind): string {
  const { configDirectory, serverFile, sentinelFile } = PLACES[engine];
  return `${configDirectory}/${kind === 'redis' ? serverFile : sentinelFile}`;
}

/** What rc.d calls a program on a host of that engine. */
export function serviceName(engine: EngineName, kind: DocumentKind): string {
  const { service, sentinelService } = PLACES[engine];
  return kind === 'redis' ? service : sentinelService;
}

/** The program that a service of either engine runs; undefined for another service. */
export function programOfService(name: string): DocumentKind | undefined {
  const programs: readonly DocumentKind[] = ['redis', 'sentinel'];
  return programs.find((kind) => ENGINE_NAMES.some((engine) => serviceName(engine, kind) === name));
}

/** Where the file of a program may be, whatever the engine of the host. */
export function configFiles(kind: DocumentKind): readonly string[] {
  return ENGINE_NAMES.map((engine) => configFile(engine, kind));
}

/** The device name that the data volume is attached as; the image links it below /dev/aws/disk/linuxname. */
export const DATA_DEVICE = 'sdf';
