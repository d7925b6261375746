import { becomes } from './change.ts';
import { row } from './spec.ts';
import { choice, integer, LONG_MAX, text, words } from './type.ts';

const ROTATION = 'every replica, Sentinel and client needs the new password before it connects again';
/** Measured on 7.0.15 and 8.0.2: a server without a password answers AUTH with an error, and the replica gives up. */
const OPEN =
  'whoever reaches the port may connect and do everything, without a password; replicas that still send masterauth no longer attach';
const CLOSED = 'it would open a host to whoever holds the Redis password';
const permission = choice(['no', 'yes', 'local']);

/** Who may do what. */
export const security = [
  row('requirepass', text, '', {
    secret: true,
    owned: 'passwords come from the secret store',
    change: 'live-heavy',
    note: ROTATION,
    turns: [becomes('', 'live-heavy', OPEN)],
    security: true,
  }),
  row('user', words(1, Infinity, '<name> <rule>...'), undefined, {
    repetition: 'separate',
    secret: true,
    owned: 'set users.mode, and further users in users.more',
    command: 'ACL SETUSER',
    security: true,
  }),
  row('aclfile', text, '', {
    owned: 'users stand in redis.conf: set users.mode instead',
    change: 'restart',
    security: true,
  }),
  row('acl-pubsub-default', choice(['allchannels', 'resetchannels']), 'resetchannels', {
    note: 'acts on users that are made afterwards',
    security: true,
  }),
  row('acllog-max-len', integer(0, LONG_MAX), 128),
  row('rename-command', words(2, 2, '<command> <new name>'), undefined, {
    repetition: 'separate',
    secret: true,
    owned: 'Sentinel and the boot script call commands by their names',
    change: 'restart',
    security: true,
  }),
  row('enable-protected-configs', permission, 'no', { owned: CLOSED, change: 'restart', security: true }),
  row('enable-debug-command', permission, 'no', { owned: CLOSED, change: 'restart', security: true }),
  row('enable-module-command', permission, 'no', { owned: CLOSED, change: 'restart', security: true }),
  row('sanitize-dump-payload', choice(['no', 'yes', 'clients']), 'no', { security: true }),
];
