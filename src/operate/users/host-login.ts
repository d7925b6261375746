/**
 * What a host needs so that it finds the group again after a restart, where nobody may ask without a name: a role script that
 * knows of users, and the password of `vedette`. Both come with the first boot, also where users are optional.
 */
import { onOneLine, UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { LOGIN_FILE } from '../../render/freebsd.ts';
import { kindOf } from '../../render/kind.ts';
import { ROLE_SCRIPT, roleScript } from '../../render/role-script.ts';
import type { Environment, Host } from '../../topology/environment.ts';

/** Whole or not at all: a host may start in the middle. What it writes comes from stdin, since others see arguments. */
const WRITE = `
umask 077
file=$1 mode=$2
mkdir -p "$(dirname "$file")" && cat >"$file.new" && chmod "$mode" "$file.new" && mv "$file.new" "$file"
`;

/**
 * Lays both onto a host, and looks whether they are there. A host without a role script is left alone: nothing there reads
 * them.
 *
 * @throws UserError if its files are not reached, or cannot be written
 */
export async function bringHostLogin(
  group: Group,
  environment: Environment,
  host: Host,
  password: string,
): Promise<void> {
  const script = await group.reach.read(host.name, ROLE_SCRIPT);
  if (script === undefined) return;
  await layLogin(group, host.name, password);
  if (!script.includes(LOGIN_FILE))
    await write(group, host.name, [ROLE_SCRIPT, '555'], roleScript(kindOf(environment, host)));
}

/** Lays the password of `vedette` onto a host. @throws UserError as {@link bringHostLogin} does */
export async function layLogin(group: Pick<Group, 'reach'>, host: string, password: string): Promise<void> {
  const login = await group.reach.read(host, LOGIN_FILE);
  if (login?.trim() !== password) await write(group, host, [LOGIN_FILE, '600'], `${password}\n`);
}

async function write(
  { reach }: Pick<Group, 'reach'>,
  host: string,
  [file, mode]: readonly [string, string],
  text: string,
): Promise<void> {
  const argv = ['sh', '-c', WRITE, 'sh', file, mode];
  const { status, stdout } = await reach.exec(host, argv, { input: text });
  if (status === 0 && (await reach.read(host, file)) === text) return;
  throw new UserError(`${file} of ${host} cannot be written: ${onOneLine(stdout)}`);
}
