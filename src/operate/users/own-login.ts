/** Gives a host what it logs in with as `vedette`, where its files are reached. */
import { UserError } from '../../base/errors.ts';
import { userPasswordOf } from '../../group/password.ts';
import { OWN_USER } from '../../render/secrets.ts';
import type { Operation } from '../step.ts';
import { bringHostLogin } from './host-login.ts';

/** While users are optional nothing there reads it: where files of hosts are not reached, that is told, and no reason to stop. */
export async function bringOwnLogin(
  { group, environment, tell }: Pick<Operation, 'group' | 'environment' | 'tell'>,
  name: string,
): Promise<void> {
  const host = environment.hosts.find((one) => one.name === name);
  if (host === undefined) return;
  const password = await userPasswordOf(group, name, OWN_USER);
  try {
    await bringHostLogin(group, environment, host, password);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(
      `${name} cannot log in as ${OWN_USER} when it starts, which it needs before users are required: ${error.message}`,
    );
  }
}
