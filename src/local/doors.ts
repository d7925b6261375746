/** Doors: how a program outside of a cloud's namespaces comes to a port of a host, without a process of its own inside. */
import { mkdirSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { CLOUD_FOLDER } from './protocol.ts';

const FOLDER = join(CLOUD_FOLDER, 'doors');

/**
 * After so many milliseconds of silence a host is probed every second, so that a connection to one that lost its power ends:
 * with a reset once the host is back, else after ten probes (libuv, uv__tcp_keepalive).
 */
const keepAliveInitialDelay = 1_000;

/**
 * Each door is a unix socket in the cloud's own mount namespace, so that root alone reaches it. Every connection to it goes
 * on by TCP from the router, where a client of the same network would be: a host without power or network is as silent
 * through it as it is to that client.
 */
export class Doors {
  readonly #open = new Map<string, Promise<string>>();

  /**
   * The path of the socket that leads to a port of an address. It is named by the address: the path of a unix socket has
   * at most 107 bytes, and with the name of a host it could have more.
   */
  to(address: string, port: number): Promise<string> {
    const path = join(FOLDER, `${address}:${port}`);
    const open = this.#open.get(path) ?? openDoor(path, address, port);
    this.#open.set(path, open);
    open.catch(() => this.#open.delete(path));
    return open;
  }
}

function openDoor(path: string, address: string, port: number): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const door = createServer((outer) => {
    joinSockets(
      outer,
      connect({ host: address, port, noDelay: true, keepAlive: true, keepAliveInitialDelay }),
    );
  });
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen(path, () => resolve(path));
  });
}

/** What comes in at one goes out at the other, and where one ends, so does the other. An error is followed by a close. */
function joinSockets(outer: Socket, inner: Socket): void {
  outer.on('error', () => undefined).once('close', () => inner.destroy());
  // What the host said before it closed is still told.
  inner.on('error', () => undefined).once('close', () => outer.destroySoon());
  outer.pipe(inner).pipe(outer);
}
