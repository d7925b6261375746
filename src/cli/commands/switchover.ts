import { ExitCode, UsageError } from '../../base/errors.ts';
import { abortable } from '../../base/interrupt.ts';
import type { Group } from '../../group/group.ts';
import { thisActor } from '../../lifecycle/actor.ts';
import { refuseOtherGroup } from '../../operate/identity.ts';
import { whileLocked } from '../../operate/lock.ts';
import { decide, type Wish } from '../../operate/switchover/begin.ts';
import { courseElements, switchedElements } from '../../operate/switchover/report.ts';
import { type Switched, switchOver } from '../../operate/switchover/switchover.ts';
import { openEnvironment } from '../../register/open.ts';
import { type Outcome, paragraph } from '../../report/elements.ts';
import { note, type Occasion, showBefore } from '../../report/output.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { type Answer, ask } from '../ask.ts';
import { BREAK_LOCK } from '../break-lock.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    to: {
      type: 'string',
      requiresArg: true,
      describe: 'the host that is to be primary',
      defaultDescription: 'whom the Sentinels choose',
    },
    force: {
      type: 'string',
      requiresArg: true,
      describe:
        'why it is done although something speaks against it; what would lose data is refused all the same',
    },
    yes: { type: 'boolean', default: false, describe: 'do it without asking' },
    'break-lock': BREAK_LOCK,
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    [
      'switchover staging',
      'Move the primary without losing a write; who follows it is told by the Sentinels',
    ],
    ['switchover staging --to node02 --yes', 'To one host, without asking'],
  ],
  suggests: { env: environments },
  async run({ env, to, force, yes, 'break-lock': broken, format, ...reach }) {
    const wish = { to, force: reasonIn(force) };
    const environment = await openEnvironment(env);
    const { name } = environment;
    using opened = await openGroup(environment, reach);
    const { group, how } = opened;
    await refuseOtherGroup(group);
    const answer = yes ? 'yes' : await agree(group, wish, { format, isAsked: true });
    if (answer !== 'yes') return declined({ environment: name, how, answer });
    const run = thisActor(new Date()).name;
    const locking = { run, reason: 'a switch-over', broken, tell: note };
    const switched = await whileLocked(environment, locking, ({ confirm }) =>
      abortable(
        (signal) => switchOver(group, { ...wish, tell, signal, confirm }),
        `nothing is changed in ${name}`,
      ),
    );
    return result({ environment: name, how, reason: wish.force }, switched);
  },
});

/** @throws UsageError if it is empty */
function reasonIn(force: string | undefined): string | undefined {
  if (force === undefined || force.trim() !== '') return force;
  throw new UsageError(
    '--force: a reason is missing; say why it is done although something speaks against it',
  );
}

function tell(what: string, host?: string): void {
  note(host === undefined ? what : `${host}: ${what}`);
}

/** Shows what is to be done, and asks; where there is nothing to do, nobody is asked. @throws as `decide` does */
async function agree(group: Group, wish: Wish, occasion: Occasion): Promise<Answer> {
  const { name } = group.environment;
  const decision = await decide(group, wish);
  if (decision.kind === 'is so') return 'yes';
  showBefore(courseElements(name, decision.course), occasion);
  return ask(`Move the primary of ${name}`);
}

/** What is told of how a command was run. */
interface Run {
  readonly environment: string;
  readonly how: string;
}

function declined({ environment, how, answer }: Run & { readonly answer: Answer }): Outcome {
  const what = `the primary of ${environment} is not moved`;
  return {
    data: { environment, how, moved: false, answer },
    report: [paragraph(answer === 'nobody' ? unaskedPhrase(what, 'steps') : what)],
    exitCode: ExitCode.failed,
  };
}

function result(run: Run & { readonly reason: string | undefined }, switched: Switched): Outcome {
  return {
    data: { ...run, moved: switched.way !== 'none', ...switched },
    report: switchedElements(run.environment, switched, run.reason),
    exitCode: switched.left.length === 0 ? ExitCode.done : ExitCode.failed,
  };
}
