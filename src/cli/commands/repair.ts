import { thisActor } from '../../lifecycle/actor.ts';
import { repairData } from '../../operate/repair/data.ts';
import { repair } from '../../operate/repair/repair.ts';
import { diagnosisElements, exitCodeOf, repairedElements } from '../../operate/repair/report.ts';
import { openEnvironment } from '../../register/open.ts';
import { note, showBefore } from '../../report/output.ts';
import { ask } from '../ask.ts';
import { BREAK_LOCK } from '../break-lock.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    plan: {
      type: 'boolean',
      default: false,
      describe: 'show what is broken and the steps, and change nothing',
    },
    yes: { type: 'boolean', default: false, describe: 'take the steps without asking' },
    keep: {
      type: 'string',
      requiresArg: true,
      describe: 'the data host whose data stay, where those of another one are lost',
      defaultDescription: 'nothing that loses data is done',
    },
    'break-lock': BREAK_LOCK,
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    ['repair staging --plan', 'What is broken, what mends it, and what would be lost; nothing is changed'],
    ['repair staging', 'The same, and ask whether to take the steps'],
    ['repair staging --keep node01', 'Where two hosts say that they are primary: the data of node01 stay'],
  ],
  suggests: { env: environments },
  async run({ env, plan, yes, keep, 'break-lock': broken, format, ...reach }) {
    const environment = await openEnvironment(env);
    const { name } = environment;
    using opened = await openGroup(environment, reach);
    const repaired = await repair({
      group: opened.group,
      keep,
      tell: note,
      locking: { run: thisActor(new Date()).name, reason: 'a repair', broken, tell: note },
      show: (diagnosis) => showBefore(diagnosisElements(name, diagnosis), { format, isAsked: !plan && !yes }),
      approve: async () => (plan ? 'later' : yes ? 'yes' : ask(`Take these steps on ${name}`)),
    });
    return {
      data: { environment: name, how: opened.how, ...repairData(repaired) },
      report: [
        ...(format === 'human' ? [] : diagnosisElements(name, repaired.found)),
        ...repairedElements(name, repaired),
      ],
      exitCode: exitCodeOf(repaired),
    };
  },
});
