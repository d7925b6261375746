import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { messageOf, UserError } from '../base/errors.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Cloud } from './cloud.ts';
import type { ControlError } from './protocol.ts';

/** The HTTP interface of a cloud's process: JSON over a unix socket that only root of this machine can reach. */
export function controlServer(cloud: Cloud, down: () => void): Server {
  return createServer((request, response) => {
    if (request.url === '/down') response.once('finish', down);
    handle(cloud, request, response).catch(() => response.destroy());
  });
}

async function handle(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const result = await route(cloud, request.url ?? '', await text(request));
    response.writeHead(200).end(JSON.stringify(result ?? null));
  } catch (error) {
    const answer: ControlError = { error: describe(error), user: error instanceof UserError };
    response.writeHead(500).end(JSON.stringify(answer));
  }
}

async function route(cloud: Cloud, path: string, body: string): Promise<unknown> {
  switch (path) {
    case '/hosts':
      return cloud.statuses();
    case '/booted':
      return cloud.booted;
    case '/brought':
      cloud.booted = JSON.parse(body);
      return undefined;
    case '/hosts/made':
      return cloud.made();
    case '/hosts/create':
      return cloud.createHost(JSON.parse(body));
    case '/faults':
      return cloud.faults.set(JSON.parse(body));
    case '/objects':
      return cloud.inventory.listing(JSON.parse(body));
    case '/objects/put':
      return cloud.inventory.put(JSON.parse(body));
    case '/objects/remove':
      return cloud.inventory.remove(JSON.parse(body));
    case '/secrets/get':
      return cloud.secret(JSON.parse(body));
    case '/secrets/put':
      return cloud.putSecret(JSON.parse(body));
    case '/secrets/remove':
      return cloud.removeSecret(JSON.parse(body));
    case '/volumes/grow':
      return grow(cloud, body);
    case '/volumes/restore':
      return restore(cloud, body);
    case '/volumes/remove':
      return cloud.removeVolume(JSON.parse(body));
    case '/volumes/relieve':
      return cloud.relieveVolumes();
    case '/links/cut':
      return cutLinks(cloud, body);
    case '/links/mend':
      return cloud.mendLinks();
    case '/down':
      return undefined;
    default:
      return routeHost(cloud, path, body);
  }
}

async function routeHost(cloud: Cloud, path: string, body: string): Promise<unknown> {
  const [, encoded = '', action] = /^\/hosts\/([^/]*)\/(\w+)$/.exec(path) ?? [];
  const name = decodeURIComponent(encoded);
  switch (action) {
    case 'pid':
      return cloud.host(name).pid;
    case 'console':
      return cloud.host(name).console();
    case 'logs':
      return cloud.host(name).logs(JSON.parse(body));
    case 'read':
      return cloud.host(name).read(JSON.parse(body));
    case 'door':
      return cloud.openDoor(name, JSON.parse(body));
    case 'kill':
      return cloud.host(name).kill();
    case 'signal':
      return signal(cloud, name, body);
    case 'fill':
      return cloud.fillVolume(name);
    case 'narrow':
      return cloud.host(name).narrow(JSON.parse(body));
    case 'start':
      return cloud.host(name).start();
    case 'stop':
      return cloud.host(name).stop();
    case 'change':
      return cloud.host(name).change(JSON.parse(body));
    case 'attach':
      return attach(cloud, name, body);
    case 'snapshot':
      return cloud.takeSnapshot(name);
    case 'detach':
      return cloud.host(name).detach();
    case 'terminate':
      return cloud.terminateHost(name);
    default:
      throw new Error(`no such request: ${path}`);
  }
}

function attach(cloud: Cloud, host: string, body: string): Promise<void> {
  const { volume, size } = JSON.parse(body);
  return cloud.attachVolume(host, volume, size);
}

function signal(cloud: Cloud, host: string, body: string): Milliseconds {
  const { service, signal } = JSON.parse(body);
  return cloud.host(host).signal(service, signal);
}

function cutLinks(cloud: Cloud, body: string): Promise<Milliseconds> {
  const { these, those } = JSON.parse(body);
  return cloud.cutLinks(these, those);
}

function restore(cloud: Cloud, body: string): Promise<void> {
  const { volume, snapshot, size } = JSON.parse(body);
  return cloud.restoreVolume(volume, snapshot, size);
}

function grow(cloud: Cloud, body: string): void {
  const { volume, size } = JSON.parse(body);
  cloud.growVolume(volume, size);
}

function describe(error: unknown): string {
  return error instanceof UserError || !(error instanceof Error)
    ? messageOf(error)
    : (error.stack ?? error.message);
}
