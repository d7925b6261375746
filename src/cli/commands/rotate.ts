import { UsageError } from '../../base/errors.ts';
import { openEnvironment } from '../../register/open.ts';
import { BREAK_LOCK } from '../break-lock.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { REACH_OPTIONS } from '../reach-arguments.ts';
import { rotateAuthority } from '../rotate-authority.ts';
import { rotateCertificates } from '../rotate-certificates.ts';
import { rotatePasswords } from '../rotate-passwords.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    plan: { type: 'boolean', default: false, describe: 'show the steps alone' },
    yes: { type: 'boolean', default: false, describe: 'take the steps without asking' },
    'clients-moved': {
      type: 'boolean',
      default: false,
      describe:
        'all clients have the new password or read it from the store, or with --authority trust both: end it',
    },
    back: {
      type: 'boolean',
      default: false,
      describe: 'return to the password before, while both are let in, or to the authority before',
    },
    user: {
      type: 'string',
      requiresArg: true,
      describe:
        "whose password: default, replication, sentinel, vedette, monitoring, application or one of users.more. @default the group's, which is that of each user in turn where users are required",
    },
    certificates: {
      type: 'boolean',
      default: false,
      describe: 'new certificates for the hosts, in the place of a new password',
    },
    authority: {
      type: 'boolean',
      default: false,
      describe: 'another authority that signs the certificates of hosts',
    },
    due: {
      type: 'boolean',
      default: false,
      describe: 'with --certificates: only where one ends within tls.renewBeforeDays, or is missing',
    },
    'break-lock': BREAK_LOCK,
    // The store is where the password is changed, so no file can stand in its place.
    jump: REACH_OPTIONS.jump,
    format: formats(),
  },
  examples: [
    ['rotate staging --plan', 'What would be done, or what is left of a rotation that was begun'],
    ['rotate staging', 'Make a new password, let both in, and ask when the clients have it'],
    ['rotate staging --clients-moved', 'End it, when the clients have the new password'],
    ['rotate staging --back', 'Return to the password before'],
    ['rotate staging --user application', 'The same for the password of one user'],
    [
      'rotate staging --authority',
      'Another authority, trusted beside the one before until clients trust both',
    ],
    [
      'rotate staging --certificates --due --yes',
      'Renew the certificates that end soon, as a job of each day',
    ],
  ],
  suggests: { env: environments },
  async run({ env, user, certificates, authority, due, ...given }) {
    const environment = await openEnvironment(env);
    const { plan, yes, 'clients-moved': moved, back, 'break-lock': broken, format, jump } = given;
    if (due && !certificates) throw new UsageError('--due is about certificates; give --certificates too');
    if (user !== undefined && (certificates || authority))
      throw new UsageError('--user is about passwords; leave --certificates and --authority out');
    if (authority && certificates)
      throw new UsageError('--authority signs new certificates itself; leave --certificates out');
    const direction = back ? 'back' : moved ? 'end' : 'on';
    if (authority) return rotateAuthority(environment, { direction, plan, yes, broken, jump, format });
    if (certificates) return rotateCertificates(environment, { plan, yes, due, broken, format });
    return rotatePasswords(environment, { user, direction, plan, yes, broken, jump, format });
  },
});
