import { findAdoption } from '../../../lifecycle/adopt/adoption.ts';
import { readGivenIds } from '../../../lifecycle/adopt/given-ids.ts';
import {
  adoptedElements,
  adoptionData,
  adoptionElements,
  refuseMore,
} from '../../../lifecycle/adopt/report.ts';
import { deploy } from '../../../lifecycle/deploy.ts';
import { exitCodeOf, fateData } from '../../../lifecycle/deployment-report.ts';
import { findDoomed } from '../../../lifecycle/ending/doomed.ts';
import { planData } from '../../../lifecycle/plan/data.ts';
import { keepStateAge } from '../../../lifecycle/state-age.ts';
import { openRun } from '../../../lifecycle/terraform/terraform-run.ts';
import { note, showBefore, showStatus } from '../../../report/output.ts';
import { ask } from '../../ask.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    id: {
      type: 'array',
      string: true,
      nargs: 1,
      describe: 'an address, = and the id of what is not found by its tags, or none where it is not there',
    },
    yes: { type: 'boolean', default: false, describe: 'import without asking' },
    format: formats(),
  },
  examples: [
    ['env adopt staging', 'Find what is left of staging, whose state is lost, and import it'],
    ['env adopt staging --yes', 'The same, without asking'],
  ],
  suggests: { env: environments },
  async run({ env, id = [], yes, format }) {
    const given = readGivenIds(id);
    const { environment, regions, notes } = await findDoomed(env);
    const { name } = environment;
    for (const text of notes) note(text);
    const adoption = await findAdoption(environment, regions, given);
    const { stack } = adoption;
    using run = await openRun(environment, {
      tell: note,
      status: showStatus,
      again: `vedette env adopt ${env}`,
      stack,
    });
    const { judged, fate } = await deploy(run, environment, {
      purpose: 'adopt',
      live: Promise.resolve(undefined),
      show: (plan) => {
        refuseMore(plan);
        showBefore(adoptionElements(adoption, plan), { format, isAsked: !yes });
      },
      approve: async () => (yes ? 'yes' : ask(`Import this into the state of ${name}`)),
      begin: async () => undefined,
      end: (state) => keepStateAge(environment, state),
    });
    return {
      data: { environment: name, ...adoptionData(adoption), plan: planData(judged), ...fateData(fate) },
      report: [
        ...(format === 'human' ? [] : adoptionElements(adoption, judged)),
        ...adoptedElements(name, adoption, fate),
      ],
      exitCode: exitCodeOf(fate),
    };
  },
});
