/** Whether the kernel lets this process make what hosts are made of. */
import { readFileSync } from 'node:fs';
import { messageOf } from '../base/errors.ts';
import { run } from './run.ts';

/** The number of CAP_SYS_ADMIN among the capabilities (linux/capability.h). */
const CAP_SYS_ADMIN = 21n;

/** Mounts what a host's root is, in namespaces that end with the shell that does. */
const TRY = `mount -t tmpfs vedette /run && cd /run && mkdir lower upper work root &&
  mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work vedette root`;

/** Whether this process may mount and make namespaces: root of a container often may not. */
export function hasAdminCapability(): boolean {
  const [, mask = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return ((BigInt(`0x${mask}`) >> CAP_SYS_ADMIN) & 1n) === 1n;
}

/** What keeps hosts from being made, as the first program that failed says it; undefined if nothing does. */
export async function namespaceFault(): Promise<string | undefined> {
  try {
    const namespaces = ['--net', '--mount', '--mount-proc', '--pid', '--uts', '--ipc', '--fork'];
    await run(['unshare', ...namespaces, 'sh', '-c', TRY]);
    return undefined;
  } catch (error) {
    return messageOf(error).split(': ').slice(-2).join(': ').split('\n').at(-1);
  }
}
