import { UserError } from '../../../base/errors.ts';
import type { Command } from '../../../group/client.ts';
import type { Group } from '../../../group/group.ts';
import { fieldsOf } from '../../../group/reply.ts';
import type { Environment } from '../../../topology/environment.ts';
import { linkPort } from '../../../topology/ports.ts';
import { refusalOf } from '../../status/ask.ts';
import type { RepairOperation, RepairStep } from '../ailment.ts';
import type { DataHost } from '../examination.ts';
import { groupOptions } from '../options.ts';
import { passwordAskedFor } from '../passwords.ts';
import { repairStep } from '../repair-step.ts';

/**
 * Has Sentinels forget the group and watch it anew, with the options of the definition. All at once: one that has not heard
 * yet would bring back the primary that it names, if its epoch is later.
 */
export function watch(hosts: readonly string[], primary: DataHost, environment: Environment): RepairStep {
  const { group: name, quorum } = environment.sentinel;
  return repairStep(
    {
      hosts,
      what: `SENTINEL REMOVE ${name}, SENTINEL MONITOR ${name} ${primary.address} ${linkPort(environment, 'redis')} ${quorum}, and SENTINEL SET of every option`,
      why: `${primary.host} leads; they learn of its replicas and of one another by themselves`,
      notice: `clients that ask there are named ${primary.host}`,
      undo: 'SENTINEL REMOVE, and SENTINEL MONITOR of whom they named before, if anybody',
    },
    async ({ group, tell }) => {
      const password = await passwordAskedFor(group, primary.host, 'sentinel');
      await Promise.all(hosts.map((host) => watchOn({ group, tell }, host, primary, password)));
    },
  );
}

async function watchOn(
  { group, tell }: RepairOperation,
  host: string,
  primary: DataHost,
  password: string,
): Promise<void> {
  const { environment } = group;
  const { group: name, quorum } = environment.sentinel;
  const [address, port] = [primary.address, String(linkPort(environment, 'redis'))];
  const options = groupOptions(environment, password).map((option) => ['SENTINEL', 'SET', name, ...option]);
  const commands: readonly Command[] = [
    ['SENTINEL', 'MONITOR', name, address, port, String(quorum)],
    ...options,
  ];
  const replies = await group.sentinel(host).askAll([['SENTINEL', 'REMOVE', name], ...commands]);
  const [unsaved] = replies.slice(1).flatMap((reply, at) => {
    const said = refusalOf(reply);
    if (said === undefined) return [];
    if (isUnsaved(said)) return [said];
    throw new UserError(`Sentinel ${host} refuses ${commands[at]?.slice(0, 4).join(' ')}: ${said}`);
  });
  await confirm(group, host, primary);
  if (unsaved !== undefined) tell(`Sentinel ${host} watches ${primary.host}, and could not write its file`);
}

/** Then it is done all the same, and its file does not say so (measured with Redis 7.0, 8.0 and Valkey 9.1). */
function isUnsaved(said: string): boolean {
  return said.includes('Failed to save config file');
}

async function confirm(group: Group, host: string, primary: DataHost): Promise<void> {
  const watched = fieldsOf(
    await group.sentinel(host).ask(['SENTINEL', 'MASTER', group.environment.sentinel.group]),
  );
  const named = watched.get('ip');
  if (named !== primary.address)
    throw new UserError(
      `Sentinel ${host} names ${named ?? 'nobody'} after it was told to watch ${primary.host}`,
    );
}
