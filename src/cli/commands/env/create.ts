import { thisActor } from '../../../lifecycle/actor.ts';
import { rememberDefinition } from '../../../lifecycle/begin-deployment.ts';
import { costData } from '../../../lifecycle/cost/report.ts';
import { createEnvironment } from '../../../lifecycle/create.ts';
import { lookAt } from '../../../lifecycle/overview.ts';
import { creationReport, hostsData, overviewData } from '../../../lifecycle/report.ts';
import { readDuration, readTime } from '../../../lifecycle/times.ts';
import { openWritten } from '../../../lifecycle/written.ts';
import { openRegister } from '../../../register/places.ts';
import { openSettings } from '../../../register/settings.ts';
import { command, formats } from '../../command.ts';
import { writtenEnvironments } from '../../suggest.ts';

export default command({
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'what it is to be called' },
  },
  options: {
    from: {
      type: 'string',
      demandOption: true,
      requiresArg: true,
      describe: 'the environment in stacks/ that it follows',
    },
    ttl: { type: 'string', requiresArg: true, describe: 'how long it is to live, such as 8h' },
    owner: { type: 'string', requiresArg: true, describe: 'whose it is, such as pr/42' },
    set: {
      type: 'array',
      string: true,
      nargs: 1,
      describe: 'in what it is to differ: a field of the definition, = and a value',
    },
    'asked-at': {
      type: 'string',
      requiresArg: true,
      describe:
        'when it was asked for, such as 2026-11-27T18:03:00Z: what was ended since is not created anew',
    },
    format: formats(),
  },
  examples: [
    ['env create pr-42 --from staging --ttl 8h', 'One like staging, for eight hours'],
    ['env create pr-43 --from lab --owner pr/43', 'One for somebody else, for the usual time'],
  ],
  suggests: { from: writtenEnvironments },
  async run({ name, from, ttl, owner, set = [], 'asked-at': asked }) {
    const settings = await openSettings();
    const { written, notes } = await openWritten();
    const actor = thisActor(new Date());
    const life = ttl === undefined ? undefined : readDuration('--ttl', ttl);
    const askedAt = asked === undefined ? undefined : readTime('--asked-at', asked);
    const creation = await createEnvironment(
      { name, from, ttl: life, owner, set, askedAt },
      { settings, store: await openRegister(settings), actor, written },
    );
    const { created, environment, estimate } = creation;
    await rememberDefinition(environment, settings, actor);
    return {
      data: {
        environment: overviewData(await lookAt(created, actor.now)),
        hosts: hostsData(environment),
        cost: costData(estimate),
      },
      report: creationReport(creation, actor.now),
      notes,
    };
  },
});
