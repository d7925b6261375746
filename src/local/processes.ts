import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Service } from './protocol.ts';

const SERVICE_OF: Readonly<Record<string, Service>> = {
  'redis-server': 'redis',
  'redis-sentinel': 'sentinel',
  'valkey-server': 'redis',
  'valkey-sentinel': 'sentinel',
};

/** The services that run in each PID namespace of this process tree, by the namespace's identity. */
export function servicesByNamespace(): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const service = serviceOf(pid);
    const namespace = service && namespaceOf(pid);
    if (service && namespace) found.set(namespace, [...(found.get(namespace) ?? []), service].sort());
  }
  return found;
}

/** The processes of a service in a PID namespace. */
export function processesOf(service: Service, namespace: string): readonly number[] {
  return processesIn(namespace).filter((pid) => serviceOf(String(pid)) === service);
}

/** The processes in a PID namespace, by its identity, as this process tree sees them. */
export function processesIn(namespace: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && namespaceOf(name) === namespace)
    .map(Number);
}

/** The identity of the PID namespace that a process lives in; undefined if the process is gone. */
export function namespaceOf(pid: number | string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

/**
 * Redis writes its title over the name that it was called with: `/usr/local/bin/redis-server 10.0.0.30:6379`. One that a
 * loader runs has that name behind the loader's words.
 */
function serviceOf(pid: string): Service | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const [title = ''] = (words[words.indexOf('--argv0') + 1] ?? '').split(' ');
    return SERVICE_OF[basename(title).replace(/:$/, '')];
  } catch {
    return undefined;
  }
}
