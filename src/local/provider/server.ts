/** Terraform's end of the provider: gRPC on a unix socket, attached through the environment (TF_REATTACH_PROVIDERS). */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { messageOf } from '../../base/errors.ts';
import { type Handlers, openSession, type ProviderService, problem } from './session.ts';

/** A provider that Terraform can be attached to. */
export interface ProviderServer {
  /** Variables that attach Terraform, and OpenTofu, to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Fulfilled when no Terraform is connected any more. */
  idle(): Promise<void>;
  /** Ends every connection and removes the socket. */
  close(): Promise<void>;
}

/** Both call the same provider by the address of their own registry. */
const PROVIDERS = ['registry.terraform.io/hashicorp/aws', 'registry.opentofu.org/hashicorp/aws'];

/**
 * Starts to listen. Each connection of Terraform is a session with a configuration of its own.
 *
 * @param parent where the socket's folder is made
 */
export async function serveProvider(service: ProviderService, parent = tmpdir()): Promise<ProviderServer> {
  const folder = mkdtempSync(join(parent, 'vedette-'));
  const socket = join(folder, 'provider');
  const definition = protocol();
  const sessions = new Map<Server, Promise<unknown>>();
  const listener = createServer((connection) => {
    const session = new Server();
    session.addService(definition, implementation(openSession(service)));
    session.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(connection);
    const closed = new Promise((resolve) => connection.once('close', resolve)).then(() => {
      sessions.delete(session);
      session.forceShutdown();
    });
    sessions.set(session, closed);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(socket, resolve);
  });
  return {
    variables: { TF_REATTACH_PROVIDERS: JSON.stringify(attachment(socket)) },
    idle: async () => {
      while (sessions.size > 0) await Promise.all(sessions.values());
    },
    close: async () => {
      for (const session of sessions.keys()) session.forceShutdown();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `Test` says that Terraform is not to end the process. */
function attachment(socket: string): object {
  const address = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: 'unix', String: socket },
  };
  return Object.fromEntries(PROVIDERS.map((name) => [name, address]));
}

let known: ServiceDefinition | undefined;

/** Read once in a process: that takes longer than a plan of Terraform. */
function protocol(): ServiceDefinition {
  known ??= readProtocol();
  return known;
}

function readProtocol(): ServiceDefinition {
  const file = fileURLToPath(new URL('./tfplugin6.proto', import.meta.url));
  const loaded = loadPackageDefinition(loadSync(file, { keepCase: true, longs: Number }));
  const { tfplugin6 } = loaded;
  if (tfplugin6 === undefined || !('Provider' in tfplugin6)) throw new RangeError(`${file} has no service`);
  const { Provider } = tfplugin6;
  if (typeof Provider !== 'function' || !('service' in Provider))
    throw new RangeError(`${file} has no service`);
  const { GetProviderSchema: schemas } = Provider.service;
  if (schemas === undefined) throw new RangeError(`${file} has no schemas`);
  return { ...Provider.service, GetProviderSchema: writtenOnce(schemas) };
}

/** An answer that is the same object is written as the same bytes. */
function writtenOnce(method: ServiceDefinition[string]): ServiceDefinition[string] {
  const written = new WeakMap<object, Buffer>();
  return {
    ...method,
    responseSerialize(answer: object) {
      const bytes = written.get(answer) ?? method.responseSerialize(answer);
      written.set(answer, bytes);
      return bytes;
    },
  };
}

function implementation(handlers: Handlers): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      (call: ServerUnaryCall<Parameters<typeof handle>[0], object>, answer: sendUnaryData<object>) => {
        handle(call.request).then(
          (result) => answer(null, result),
          (error: unknown) => answer(null, { diagnostics: [problem(messageOf(error))] }),
        );
      },
    ]),
  );
}
