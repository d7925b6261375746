/** Where things are on a FreeBSD host. The package's own places, but for the two configuration files. */
export const FREEBSD = {
  /**
   * Owned by redis, since Redis and Sentinel rewrite their files through a temporary file beside them
   * (redis config.c, rewriteConfigOverwriteFile), and /usr/local/etc belongs to root.
   */
  configDirectory: '/usr/local/etc/redis',
  /** Exists only on the data volume: without the volume Redis refuses to start. */
  dataDirectory: '/var/db/redis/data',
  /** Fixed in rc.d/redis of the port; with another one `service redis status` and `stop` see nothing. */
  redisPidFile: '/var/run/redis/redis.pid',
  /** What rc.d/sentinel of the port gives on the command line, with `--daemonize yes`. */
  sentinelPidFile: '/var/run/redis/sentinel.pid',
  redisLog: '/var/log/redis/redis.log',
  sentinelLog: '/var/log/redis/sentinel.log',
  /**
   * What TLS takes, in a directory of the user redis beside the files that name them. The key of the host, which nobody but
   * redis may read, and its certificate are in one file, so that no program ever finds one with the other one's old half
   * (redis tls.c reads of a file what it looks for). Beside it are the certificates of those who sign.
   */
  tls: {
    directory: '/usr/local/etc/redis/tls',
    certificate: '/usr/local/etc/redis/tls/host.pem',
    key: '/usr/local/etc/redis/tls/host.pem',
    authority: '/usr/local/etc/redis/tls/ca.crt',
  },
  /** The device name that the data volume is attached as; the image links it below /dev/aws/disk/linuxname. */
  dataDevice: 'sdf',
} as const;
