/** Whether the kernel lets this process make what hosts are made of. */
import { readFileSync } from 'node:fs';
import { messageOf } from '../base/errors.ts';
import { run } from './run.ts';

/**
 * What root must be allowed to, by the bit of its capability (linux/capability.h): namespaces, mounts and the network of
 * hosts. The root of a container is often not.
 */
const CAPABILITIES: Readonly<Record<string, bigint>> = {
  CAP_NET_ADMIN: 12n,
  CAP_SYS_CHROOT: 18n,
  CAP_SYS_ADMIN: 21n,
  CAP_MKNOD: 27n,
};

/** Mounts what a host's root is, in namespaces that end with the shell that does. */
const TRY = `mount -t tmpfs vedette /run && cd /run && mkdir lower upper work root &&
  mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work vedette root`;

/** The capabilities that hosts need and that this process has not got; all of them where the kernel is another one. */
export function missingCapabilities(): readonly string[] {
  const mask = effectiveCapabilities();
  return Object.entries(CAPABILITIES).flatMap(([name, bit]) => ((mask >> bit) & 1n ? [] : [name]));
}

function effectiveCapabilities(): bigint {
  try {
    const [, digits = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return BigInt(`0x${digits}`);
  } catch {
    return 0n;
  }
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
