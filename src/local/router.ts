import { mkdirSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

/** The address of the metadata service, as in EC2. */
export const METADATA_ADDRESS = '169.254.169.254';

/** Where the cloud answers for names of the internet: the package mirror and the AWS API. */
export const INTERNET_ADDRESS = '169.254.169.252';

const BRIDGE = 'vpc';

/** An IPv4 address with the prefix length of its subnet, and the router in that subnet. */
export interface Lease {
  readonly cidr: string;
  readonly gateway: string;
}

/** Makes the cloud's network namespace its router: one bridge that forwards between subnets and carries the services. */
export async function openRouter(): Promise<void> {
  mkdirSync('/run/netns', { recursive: true });
  await ip([
    'link set lo up',
    // A bridge takes the lowest address of its ports unless it has its own; hosts remember it in their ARP tables.
    `link add ${BRIDGE} address 02:00:a9:fe:a9:fe type bridge`,
    `link set ${BRIDGE} up`,
    ...[METADATA_ADDRESS, INTERNET_ADDRESS].map((address) => `address add ${address}/32 dev ${BRIDGE}`),
  ]);
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  writeFileSync('/proc/sys/net/ipv4/conf/all/send_redirects', '0');
  writeFileSync(`/proc/sys/net/ipv4/conf/${BRIDGE}/send_redirects`, '0');
}

/** Prepares the network of a host: a namespace and the cable to the router, under one identifier of at most 15 characters. */
export async function connectHost(id: string, address: string, subnet: string): Promise<Lease> {
  const lease = leaseOf(address, subnet);
  await ip([
    `address replace ${lease.gateway}/${prefixOf(subnet)} dev ${BRIDGE}`,
    `netns add ${id}`,
    `link add ${id} type veth peer name ena0 address ${macOf(address)} netns ${id}`,
    `link set ${id} master ${BRIDGE} up`,
  ]);
  return lease;
}

/** Pulls the cable: what the host still sends, a TCP reset for example, reaches nobody. */
export async function unplugHost(id: string): Promise<void> {
  await ip([`link set ${id} down`]);
}

/** Removes the cable and the namespace. */
export async function disconnectHost(id: string): Promise<void> {
  await ip([`link delete ${id}`, `netns delete ${id}`]);
}

/** The lease that DHCP would give. */
export function leaseOf(address: string, subnet: string): Lease {
  const [network = ''] = subnet.split('/');
  const gateway = network.replace(/\d+$/, (last) => String(Number(last) + 1));
  return { cidr: `${address}/${prefixOf(subnet)}`, gateway };
}

/** The hardware address of a host, the same whenever it is created anew: nobody's ARP table goes stale. */
export function macOf(address: string): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return ['02', '01', ...octets].join(':');
}

function prefixOf(subnet: string): string {
  return subnet.split('/')[1] ?? '32';
}

async function ip(commands: readonly string[]): Promise<void> {
  await run(['ip', '-batch', '-'], commands.map((command) => `${command}\n`).join(''));
}
