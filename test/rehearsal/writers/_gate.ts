/** What stands before a server, and does to its connections what a network may. */
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A gate that connections pass on their way to a server. */
export interface Gate {
  /** From now on nothing that the server says reaches connections from an address; they stay open. */
  hold(from: string): void;
  /** The next command of that name reaches the server, and its connection breaks before the answer comes back. */
  cutAfter(command: string): void;
  /** Ends every connection, and lets no more in. */
  close(): Promise<void>;
}

/** Opens a gate at an address and a port before another address with that port. */
export async function openGate(address: string, server: string, port: number): Promise<Gate> {
  const held = new Set<string>();
  const sockets = new Set<Socket>();
  let cut: string | undefined;
  const gate = createServer((outside) => {
    const inside = connect(port, server);
    for (const socket of [outside, inside]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          sockets.delete(socket);
          outside.destroy();
          inside.destroy();
        });
    }
    let isCut = false;
    outside.on('data', (data) => {
      isCut ||= cut !== undefined && data.includes(cut);
      if (isCut) cut = undefined;
      inside.write(data);
    });
    inside.on('data', (data) => {
      if (isCut) outside.destroy();
      else if (!held.has(outside.remoteAddress ?? '')) outside.write(data);
    });
  });
  await listening(gate, address, port);
  return {
    hold: (from) => held.add(from),
    cutAfter: (command) => {
      cut = command;
    },
    close: async () => {
      gate.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listening(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, address, () => resolve());
  });
}
