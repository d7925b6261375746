/** `vedette rotate` of passwords: of one user after the other. */
import { ExitCode } from '../base/errors.ts';
import { thisActor } from '../lifecycle/actor.ts';
import { type Account, chosenAccounts } from '../operate/rotation/account.ts';
import type { Direction } from '../operate/rotation/plan.ts';
import {
  clientElements,
  exitCodeOf,
  planElements,
  rotationData,
  rotationElements,
} from '../operate/rotation/report.ts';
import { type Rotated, rotate } from '../operate/rotation/rotation.ts';
import type { Outcome } from '../report/elements.ts';
import { type Format, note, showBefore } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';
import { DEFAULT_USER } from '../topology/users.ts';
import { ask } from './ask.ts';
import { passwordStore } from './password-store.ts';
import { type OpenedGroup, openGroup } from './reach-options.ts';

/** What was asked for. */
export interface PasswordRotation {
  /** Whose password; undefined for the group's. */
  readonly user: string | undefined;
  readonly direction: Direction;
  readonly plan: boolean;
  readonly yes: boolean;
  readonly broken: string | undefined;
  readonly jump: string | undefined;
  readonly format: Format;
}

/** Rotates passwords, and tells what became of each. The next user's turn comes where the one before did not fail. */
export async function rotatePasswords(environment: Environment, asked: PasswordRotation): Promise<Outcome> {
  const accounts = chosenAccounts(environment, asked.user);
  using opened = await openGroup(environment, asked);
  const turns: Turn[] = [];
  for (const account of accounts) {
    const rotated = await rotateOne(opened, account, asked);
    turns.push({ account, rotated });
    if (exitCodeOf(rotated) !== ExitCode.done || rotated.fate.kind === 'declined') break;
  }
  return outcomeOf(environment, opened.how, turns, asked);
}

interface Turn {
  readonly account: Account;
  readonly rotated: Rotated;
}

async function rotateOne(
  { group }: OpenedGroup,
  account: Account,
  { direction, plan, yes, broken, jump, format }: PasswordRotation,
): Promise<Rotated> {
  const { environment } = group;
  const { name } = environment;
  const { user } = account;
  return rotate({
    group,
    account,
    store: await passwordStore(environment, jump, account.secret),
    direction,
    isOnlyPlanned: plan,
    locking: { run: thisActor(new Date()).name, reason: 'a rotation', broken, tell: note },
    show: (steps) => showBefore(planElements(steps, account), { format, isAsked: !yes && !plan }),
    approve: async () => (yes ? 'yes' : ask(`Take these steps on ${name}`)),
    clientsMoved: async () => {
      if (direction === 'end') return 'yes';
      if (yes) return 'nobody';
      showBefore(clientElements(), { format, isAsked: true });
      return ask(`Do all clients of ${name}${isDefault(account) ? '' : ` that log in as ${user}`} have it`);
    },
    tell: note,
  });
}

function outcomeOf(
  { name }: Environment,
  how: string,
  turns: readonly Turn[],
  { user, format }: PasswordRotation,
): Outcome {
  const elements = turns.flatMap(({ account, rotated }) => [
    ...(format === 'human' ? [] : planElements(rotated.plan, account)),
    ...rotationElements({ environment: name, user: isDefault(account) ? undefined : account.user }, rotated),
  ]);
  const codes = turns.map(({ rotated }) => exitCodeOf(rotated));
  const data = turns.map(({ account, rotated }) => ({
    ...(isDefault(account) ? {} : { user: account.user }),
    ...rotationData(rotated),
  }));
  const [first] = data;
  return {
    data: {
      environment: name,
      how,
      ...(user !== undefined || (first !== undefined && !('user' in first)) ? first : { users: data }),
    },
    report: elements,
    exitCode: codes.find((code) => code !== ExitCode.done) ?? ExitCode.done,
  };
}

function isDefault({ user }: Account): boolean {
  return user === DEFAULT_USER;
}
