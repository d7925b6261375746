/** One connection of ssh to a jump host, through which ports behind it are sockets of this machine. */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../../base/at-end.ts';
import { messageOf, UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import type { Address } from '../../topology/ipv4.ts';
import { formatHost, type JumpHost, jumpArguments } from './jump-host.ts';
import { makePrivateFolder, type PrivateFolder } from './private-folder.ts';
import { COMMON_OPTIONS, endOf, requireSsh, startSsh } from './program.ts';

/** A port behind the jump host. */
export interface Target {
  readonly address: Address;
  readonly port: number;
}

/** Nobody is asked anything, so a connection that has not begun after this time never will. */
const PATIENCE = milliseconds(40_000);
const POLL = milliseconds(10);

/** The connection, which ends when it is closed, and with this process. */
export class Tunnel implements Disposable {
  /** The jump hosts, as they were named. */
  readonly name: string;
  readonly #folder: PrivateFolder;
  readonly #child: ChildProcess;
  readonly #opening = new Map<string, Promise<void>>();
  readonly #forget: () => void;
  #failure: string | undefined;

  /** Begins to log in to the last of some jump hosts through the others. @throws UserError if there is no ssh */
  constructor(hosts: readonly JumpHost[]) {
    requireSsh();
    this.name = hosts.map(formatHost).join(',');
    this.#folder = makePrivateFolder();
    this.#child = startSsh(
      [...COMMON_OPTIONS, '-M', '-S', this.#control, '-N', ...jumpArguments(hosts)],
      'ignore',
    );
    this.#forget = atEnd(() => this.#close());
    endOf(this.#child).then(
      ({ lastLine }) => this.#fail(lastLine === '' ? 'ssh ended' : lastLine),
      (error) => this.#fail(messageOf(error)),
    );
  }

  /** Waits until it is open. @throws UserError with what ssh said last */
  async ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    // It stands there at once and whole, when everything else does (OpenSSH mux.c, muxserver_listen).
    while (!existsSync(this.#control)) {
      this.#check();
      if (Date.now() > deadline) this.#fail('it takes too long');
      await sleep(POLL);
    }
  }

  /** Opens sockets that lead to ports, all of them by one process; those that are open stay. @throws UserError */
  async open(targets: readonly Target[]): Promise<void> {
    this.#check();
    const further = targets.filter((target) => !this.#opening.has(this.socketOf(target)));
    if (further.length > 0) {
      const opening = this.#forward(further);
      for (const socket of further.map((target) => this.socketOf(target))) {
        this.#opening.set(socket, opening);
        opening.catch(() => this.#opening.delete(socket));
      }
    }
    await Promise.all(targets.map((target) => this.#opening.get(this.socketOf(target))));
    this.#check();
  }

  /** The path of the socket that leads to a port, once it is open. */
  socketOf({ address, port }: Target): string {
    return join(this.#folder.path, `${address}-${port}`);
  }

  /** What another ssh is told so that it goes through this one. Its shell sees nothing that was given to us. */
  get proxyCommand(): string {
    return `ssh ${this.#mux.join(' ')} -W '%h:%p' -- jump`;
  }

  /** Ends the connection, and all that goes through it. */
  [Symbol.dispose](): void {
    this.#forget();
    this.#close();
  }

  /** The socket by which further processes of ssh use it. */
  get #control(): string {
    return join(this.#folder.path, 'c');
  }

  /** They need no configuration: where they go is a word that they only repeat. */
  get #mux(): readonly string[] {
    return ['-F', 'none', '-S', this.#control];
  }

  async #forward(targets: readonly Target[]): Promise<void> {
    const forwards = targets.flatMap((target) => [
      '-L',
      `${this.socketOf(target)}:${target.address}:${target.port}`,
    ]);
    const end = await endOf(startSsh([...this.#mux, '-O', 'forward', ...forwards, '--', 'jump'], 'ignore'));
    if (end.status !== 0) throw this.#broken(this.#failure ?? end.lastLine);
  }

  #fail(reason: string): void {
    this.#failure ??= reason;
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#broken(this.#failure);
  }

  #broken(reason: string): UserError {
    return new UserError(
      `the hosts cannot be reached through ${this.name} (${reason}), so nothing is known of them; see that ssh logs in to ${this.name} without a question`,
    );
  }

  #close(): void {
    this.#fail('it is closed');
    this.#child.kill();
    this.#folder.remove();
  }
}
