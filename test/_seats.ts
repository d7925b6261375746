import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many test files may boot hosts at the same time. */
const SEATS = Math.max(availableParallelism(), 2);

/**
 * Waits until few other test files boot hosts, and keeps the place for as long as this process lives. Hosts have waits of
 * their own and little patience, as a group has in earnest: what is tested must not depend on what else is. A place is a
 * socket in Linux's abstract namespace, which the kernel takes back however the process ends.
 */
export async function takeSeat(): Promise<void> {
  for (;;) {
    for (let seat = 0; seat < SEATS; seat += 1) if (await isTaken(`\0vedette-tests/${seat}`)) return;
    await sleep(100);
  }
}

/** Waits until no other test file boots hosts, and keeps it so for as long as this process lives. */
export async function takeAllSeats(): Promise<void> {
  for (let seat = 0; seat < SEATS; seat += 1)
    while (!(await isTaken(`\0vedette-tests/${seat}`))) await sleep(100);
}

/** True where the address was free, and is this process's now. */
async function isTaken(address: string): Promise<boolean> {
  const server = createServer().listen(address).unref();
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}
