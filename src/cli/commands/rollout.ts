import { thisActor } from '../../lifecycle/actor.ts';
import { OVERRULABLE_IN_ROLLOUT } from '../../lifecycle/plan/refusal.ts';
import { withAsked } from '../../operate/replacement/asked.ts';
import { rolloutAgain } from '../../operate/rollout/again.ts';
import { exitCodeOf, planElements, rolloutData, rolloutElements } from '../../operate/rollout/report.ts';
import { rollOut } from '../../operate/rollout/rollout.ts';
import { GroupSight } from '../../operate/rollout/sight.ts';
import { hostNamed, openEnvironment } from '../../register/open.ts';
import { note, showBefore } from '../../report/output.ts';
import { ask } from '../ask.ts';
import { BREAK_LOCK } from '../break-lock.ts';
import { rememberedLines } from '../brought-lines.ts';
import { broughtTo } from '../brought-to.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { openMachinesOf } from '../open-machines.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { refuseErrors } from '../refuse-errors.ts';
import { environments, hosts } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    yes: { type: 'boolean', default: false, describe: 'do it without asking, unless it is refused' },
    plan: { type: 'boolean', default: false, describe: 'show the steps alone' },
    until: {
      choices: ['primary'],
      requiresArg: true,
      describe: 'stop before the primary is moved, which then waits for another roll-out',
      defaultDescription: 'the end',
    },
    allow: {
      type: 'array',
      string: true,
      nargs: 1,
      choices: OVERRULABLE_IN_ROLLOUT,
      describe: 'a guard that is not to refuse what Terraform does in it',
    },
    replace: {
      type: 'array',
      string: true,
      nargs: 1,
      describe: 'a host that is made anew, although nothing of it differs',
    },
    anyway: { type: 'boolean', default: false, describe: 'roll out whatever rules find' },
    'break-lock': BREAK_LOCK,
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    ['rollout staging --plan', 'Every step that would bring the definition to the hosts, and why'],
    ['rollout staging', 'Show the steps, ask, and take them with a look at the group after each'],
    ['rollout staging --until primary --yes', 'Everything but the primary, without asking'],
    ['rollout staging --replace data2', 'The same, and another machine for data2'],
  ],
  suggests: { env: environments, replace: hosts },
  async run({
    env,
    yes,
    plan,
    until,
    allow = [],
    replace = [],
    anyway,
    'break-lock': broken,
    format,
    ...reach
  }) {
    const allowed = OVERRULABLE_IN_ROLLOUT.filter((guard) => allow.includes(guard));
    const environment = await openEnvironment(env);
    const asked = replace.map((host) => hostNamed(environment, host).name);
    const { name } = environment;
    refuseErrors(environment, 'roll it out', anyway);
    using opened = await openGroup(environment, reach);
    using made = await openMachinesOf(environment, `vedette rollout ${env}`, allowed);
    const { base, standsIn } = await broughtTo(environment);
    const lines = base === undefined ? await rememberedLines(environment) : new Map();
    const { remember } = made;
    const machines = withAsked(made.machines, asked);
    const brought = { environment, base, brought: lines, standsIn, machines, remember, groupIn: opened.in };
    using sight = new GroupSight(brought);
    const rollout = await rollOut(
      sight,
      {
        show: (planned, isNew) => {
          const elements = planElements(planned, isNew);
          if (elements.length > 0) showBefore(elements, { format, isAsked: !yes && !plan });
        },
        approve: async () => (yes ? 'yes' : ask(`Roll this out to ${name}`)),
        tell: note,
      },
      { until, isOnlyPlanned: plan, locking: { run: thisActor(new Date()).name, broken } },
    );
    return {
      data: { environment: name, how: opened.how, ...rolloutData(rollout) },
      report: [
        ...(format === 'human' ? [] : planElements(rollout.planned)),
        ...rolloutElements(name, rollout, rolloutAgain(name, { replace: machines.due(), allow, anyway })),
      ],
      exitCode: exitCodeOf(rollout),
    };
  },
});
