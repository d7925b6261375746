import { thisActor } from '../../lifecycle/actor.ts';
import { beginDeployment } from '../../lifecycle/begin-deployment.ts';
import { deploy, type Fate } from '../../lifecycle/deploy.ts';
import {
  exitCodeOf,
  fateData,
  fatePhrase,
  outputElements,
  shownOutputs,
  unreachedElement,
} from '../../lifecycle/deployment-report.ts';
import { refuseMovedState } from '../../lifecycle/moved-state.ts';
import { planComment } from '../../lifecycle/plan/comment.ts';
import { planData } from '../../lifecycle/plan/data.ts';
import { OVERRULABLE } from '../../lifecycle/plan/refusal.ts';
import { planElements } from '../../lifecycle/plan/report.ts';
import { findOlderState, keepStateAge } from '../../lifecycle/state-age.ts';
import { openRun } from '../../lifecycle/terraform/terraform-run.ts';
import { openEnvironment } from '../../register/open.ts';
import { paragraph } from '../../report/elements.ts';
import { printMarkdown } from '../../report/markdown.ts';
import { note, showBefore, showStatus } from '../../report/output.ts';
import { formatFinding, validate } from '../../rules/index.ts';
import type { Environment } from '../../topology/environment.ts';
import { ask } from '../ask.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { type HealthyGroup, healthyGroup, liveGroup, refuseBooted } from '../deployed-group.ts';
import { LOCK_TIMEOUT, readLockTimeout } from '../lock-timeout.ts';
import { checkReach, REACH_OPTIONS } from '../reach-options.ts';
import { environments } from '../suggest.ts';
import { groupReport } from './local/group-report.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    yes: { type: 'boolean', default: false, describe: 'apply without asking, unless a guard refuses' },
    allow: {
      type: 'array',
      string: true,
      nargs: 1,
      choices: OVERRULABLE,
      describe: 'a guard that is not to refuse this plan',
    },
    'lock-timeout': LOCK_TIMEOUT,
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    ['deploy staging', 'Plan, show what it means, ask, apply, and wait for a healthy group'],
    ['deploy staging --yes --format markdown', 'In a job of CI, as a comment'],
    [
      'deploy staging --jump me@bastion',
      'Judge with the primary of now, and wait for its group, through a jump host',
    ],
  ],
  suggests: { env: environments },
  async run({ env, yes, allow = [], 'lock-timeout': timeout, format, ...reach }) {
    const lockTimeout = readLockTimeout(timeout);
    checkReach(reach);
    const environment = await openEnvironment(env);
    const { name } = environment;
    tellFindings(environment);
    await refuseBooted(environment);
    await refuseMovedState(environment);
    using run = await openRun(environment, {
      tell: note,
      status: showStatus,
      again: `vedette deploy ${env}`,
      lockTimeout,
    });
    const { judged, fate } = await deploy(run, environment, {
      older: await findOlderState(environment),
      allowed: OVERRULABLE.filter((guard) => allow.includes(guard)),
      live: liveGroup(environment, reach, note),
      show: (plan) => showBefore(planElements(plan), { format, isAsked: !yes }),
      approve: async () => (yes ? 'yes' : ask(`Apply this plan to ${name}`)),
      begin: () => beginDeployment(environment, thisActor(new Date())),
      end: (state) => keepStateAge(environment, state),
    });
    const outputs = fate.kind === 'applied' ? shownOutputs(fate.applied.state.outputs) : {};
    const group = isDeployed(fate) ? await healthyGroup(environment, reach, note) : undefined;
    const report = [
      paragraph(fatePhrase(name, { judged, fate })),
      ...outputElements(outputs),
      ...groupElements(environment, fate, group),
    ];
    return {
      data: { environment: name, plan: planData(judged), ...fateData(fate), outputs, ...group },
      report,
      markdown: `${planComment(judged)}\n${printMarkdown(report)}`,
      exitCode: exitCodeOf(fate),
    };
  },
});

/** What `cdktf` says of a stack, too. */
function tellFindings(environment: Environment): void {
  for (const finding of validate(environment, new Date()))
    if (finding.waived === undefined) note(`${finding.severity}: ${formatFinding(finding)}`);
}

function isDeployed({ kind }: Fate): boolean {
  return kind === 'applied' || kind === 'unchanged';
}

function groupElements(environment: Environment, fate: Fate, group: HealthyGroup | undefined) {
  if (!isDeployed(fate)) return [];
  if (group === undefined) return [unreachedElement(environment.name)];
  return groupReport(environment, group.hosts, group.health);
}
