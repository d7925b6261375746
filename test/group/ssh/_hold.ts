/** Holds a tunnel open until it is ended, and prints a socket of it. Its only argument is the jump host. */
import { parseJump } from '../../../src/group/ssh/jump-host.ts';
import { Tunnel } from '../../../src/group/ssh/tunnel.ts';
import { loopback } from '../_loopback.ts';

async function hold(jump: string): Promise<void> {
  const tunnel = new Tunnel(parseJump(jump));
  await tunnel.ready();
  const [host] = loopback(1).hosts;
  if (host !== undefined) console.log(tunnel.socketOf({ address: host.address, port: 1 }));
  setInterval(() => undefined, 60_000);
}

hold(process.argv[1] ?? '').catch((error) => {
  console.error(error);
  process.exit(1);
});
