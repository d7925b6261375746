import { UsageError } from '../../base/errors.ts';
import { thisActor } from '../../lifecycle/actor.ts';
import {
  clientElements,
  exitCodeOf,
  planElements,
  rotationData,
  rotationElements,
} from '../../operate/rotation/report.ts';
import { rotate } from '../../operate/rotation/rotation.ts';
import { openEnvironment } from '../../register/open.ts';
import { note, showBefore } from '../../report/output.ts';
import { ask } from '../ask.ts';
import { BREAK_LOCK } from '../break-lock.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { passwordStore } from '../password-store.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { rotateAuthority } from '../rotate-authority.ts';
import { rotateCertificates } from '../rotate-certificates.ts';
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
  async run({ env, certificates, authority, due, ...given }) {
    const environment = await openEnvironment(env);
    const { plan, yes, 'clients-moved': moved, back, 'break-lock': broken, format, jump } = given;
    if (due && !certificates) throw new UsageError('--due is about certificates; give --certificates too');
    if (authority && certificates)
      throw new UsageError('--authority signs new certificates itself; leave --certificates out');
    const direction = back ? 'back' : moved ? 'end' : 'on';
    if (authority) return rotateAuthority(environment, { direction, plan, yes, broken, jump, format });
    if (certificates) return rotateCertificates(environment, { plan, yes, due, broken, format });
    const { name } = environment;
    using opened = await openGroup(environment, { jump });
    const rotated = await rotate({
      group: opened.group,
      store: await passwordStore(environment, jump),
      direction,
      isOnlyPlanned: plan,
      locking: { run: thisActor(new Date()).name, reason: 'a rotation', broken, tell: note },
      show: (steps) => showBefore(planElements(steps), { format, isAsked: !yes && !plan }),
      approve: async () => (yes ? 'yes' : ask(`Take these steps on ${name}`)),
      clientsMoved: async () => {
        if (moved) return 'yes';
        if (yes) return 'nobody';
        showBefore(clientElements(), { format, isAsked: true });
        return ask(`Do all clients of ${name} have it`);
      },
      tell: note,
    });
    return {
      data: { environment: name, how: opened.how, ...rotationData(rotated) },
      report: [...(format === 'human' ? [] : planElements(rotated.plan)), ...rotationElements(name, rotated)],
      exitCode: exitCodeOf(rotated),
    };
  },
});
