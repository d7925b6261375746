/**
 * A process of its own that changes a group, so that it can be killed: it does what `vedette rollout` and `vedette rotate`
 * do, on a cloud that it is told, and tells what happens on stdout, each event a line. Without stdin it ends.
 */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { UserError } from '../../base/errors.ts';
import { Group } from '../../group/group.ts';
import { passwordsOfHosts } from '../../group/password.ts';
import { connect, type LocalCloud } from '../../local/connection.ts';
import { LocalMachines } from '../../local/machines.ts';
import { localPasswordStore } from '../../local/password-store.ts';
import { fatePhrase as rolloutPhrase } from '../../operate/rollout/report.ts';
import { isThroughout, type Rollout, rollOut } from '../../operate/rollout/rollout.ts';
import { GroupSight } from '../../operate/rollout/sight.ts';
import { chosenAccounts } from '../../operate/rotation/account.ts';
import { fatePhrase as rotationPhrase } from '../../operate/rotation/report.ts';
import { rotate } from '../../operate/rotation/rotation.ts';
import { APPLICATION } from '../../render/secrets.ts';
import { textOf } from '../../report/elements.ts';
import { hasUsers } from '../../topology/users.ts';
import { storedIn } from '../client-password.ts';
import type { ChangeEnd, ChangeEvent, ChangeJob } from './job.ts';

/** Who has the lock of the group, which nobody else knows of. */
const RUN = 'a rehearsal';

/** Runs the program. */
export async function main(): Promise<void> {
  const input = createInterface(process.stdin);
  input.once('close', () => process.exit(0));
  const [line] = await once(input, 'line');
  const job: ChangeJob = JSON.parse(line);
  tell(await endOf(job, input));
  input.close();
}

function tell(event: ChangeEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

const say = (text: string): void => tell({ kind: 'told', text });

async function endOf(job: ChangeJob, input: Interface): Promise<ChangeEnd> {
  const cloud = connect(job.cloud);
  try {
    return await (job.kind === 'roll-out' ? rolledOut(cloud, job) : rotated(cloud, job, input));
  } catch (error) {
    if (error instanceof UserError) return { kind: 'stopped', text: error.message };
    throw error;
  }
}

async function rolledOut(cloud: LocalCloud, { before, after }: ChangeJob): Promise<ChangeEnd> {
  const { file, definition } = after;
  using sight = new GroupSight({
    environment: after,
    base: before,
    standsIn: true,
    machines: new LocalMachines(cloud, after),
    remember: () => cloud.bring({ file: resolve(file), definition }),
    groupIn: (shape) => new Group(cloud, shape, passwordsOfHosts(cloud, storedIn(cloud, after))),
  });
  let steps = 0;
  const rollout = await rollOut(
    sight,
    {
      show: ({ plan }) => {
        steps = plan.steps.length;
      },
      approve: async () => agree(steps),
      tell: say,
    },
    { locking: { run: RUN, broken: undefined } },
  );
  return endOfRollout(after.name, rollout);
}

function endOfRollout(name: string, rollout: Rollout): ChangeEnd {
  const { planned, fate } = rollout;
  if (fate.kind === 'refused')
    return {
      kind: 'refused',
      reasons: planned.plan.refusals.map(({ why, remedy }) => `${why}; ${remedy}`),
    };
  const isDone = fate.kind === 'nothing' || (fate.kind === 'done' && isThroughout(fate.left));
  return { kind: isDone ? 'done' : 'stopped', text: textOf(rolloutPhrase(name, rollout)) };
}

async function rotated(cloud: LocalCloud, { after }: ChangeJob, input: Interface): Promise<ChangeEnd> {
  using group = new Group(cloud, after);
  const [account] = chosenAccounts(after, hasUsers(after) ? APPLICATION : undefined);
  if (account === undefined) throw new RangeError(`${after.name} has no password`);
  let steps = 0;
  const { fate } = await rotate({
    group,
    account,
    store: localPasswordStore(cloud, after, account.secret),
    direction: 'on',
    isOnlyPlanned: false,
    locking: { run: RUN, reason: 'a rotation', broken: undefined, tell: say },
    show: (plan) => {
      steps = plan.steps.length + plan.last.length;
    },
    approve: async () => agree(steps),
    clientsMoved: async () => {
      tell({ kind: 'clients' });
      await once(input, 'line');
      return 'yes';
    },
    tell: say,
  });
  return {
    kind: fate.kind === 'done' ? 'done' : 'stopped',
    text: textOf(rotationPhrase(after.name, fate)),
  };
}

function agree(steps: number): 'yes' {
  tell({ kind: 'begun', steps });
  return 'yes';
}
