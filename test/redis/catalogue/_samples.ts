/** Values for options of Sentinel that have no default. */
export const SENTINEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  monitor: ['127.0.0.1', '6379', '1'],
  'auth-user': ['sentinel'],
  'auth-pass': ['secret'],
  'notification-script': ['/bin/true'],
  'client-reconfig-script': ['/bin/true'],
  'rename-command': ['CONFIG', 'GUESSME'],
  'known-replica': ['127.0.0.2', '6379'],
  'known-sentinel': ['127.0.0.3', '26379', 'b'.repeat(40)],
  myid: ['a'.repeat(40)],
  'sentinel-user': ['sentinel'],
  'sentinel-pass': ['secret'],
  dir: ['.'],
  user: ['ann', 'on', '>secret', '~*', '+@all'],
};
