/** The lines that the hosts of an environment were last brought to, wherever they are written down. */
import { messageOf, UserError } from '../base/errors.ts';
import { broughtIn } from '../lifecycle/brought.ts';
import { stateText } from '../lifecycle/deployed.ts';
import { readState } from '../lifecycle/terraform/state-json.ts';
import type { Brought } from '../operate/drift/brought.ts';
import { hostLines } from '../render/host-lines.ts';
import { note } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';
import { broughtTo } from './brought-to.ts';

/** Finds them by what `local up` booted, or in Terraform's state; none, and a note, where that cannot be read. */
export function broughtLines(environment: Environment): Promise<Brought> {
  return knownOrNone(async () => {
    const { base } = await broughtTo(environment);
    return base === undefined
      ? linesInState(environment)
      : new Map(base.hosts.map((host) => [host.name, hostLines(base, host)]));
  });
}

/** Finds them in Terraform's state, where nothing else is known; none, and a note, where that cannot be read. */
export function rememberedLines(environment: Environment): Promise<Brought> {
  return knownOrNone(() => linesInState(environment));
}

async function linesInState({ name, aws }: Environment): Promise<Brought> {
  return broughtIn(readState((await stateText({ name, state: aws.state })) ?? ''));
}

async function knownOrNone(find: () => Promise<Brought>): Promise<Brought> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof UserError || error instanceof RangeError || error instanceof SyntaxError))
      throw error;
    note(`what the hosts were brought to is not known: ${messageOf(error)}`);
    return new Map();
  }
}
