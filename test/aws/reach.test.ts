/** Who reaches whom, by the groups that instances have and the rules of those groups. */
import { fc } from '@fast-check/ava';
import test from 'ava';
import { synthesizedStack } from '../../src/aws/synthesize.ts';
import type { JsonObject, SynthesizedStack } from '../../src/aws/synthesized-stack.ts';
import { renderHost } from '../../src/render/host-files.ts';
import type { Environment, Host } from '../../src/topology/environment.ts';
import { outwards } from '../../src/topology/flows.ts';
import { openPorts } from '../../src/topology/ports.ts';
import { allShipped } from '../_environment.ts';
import { anyPair } from '../diff/infrastructure/_definitions.ts';

/** Ports that nobody opens on a host. */
const CLOSED = [22, 80, 443, 16_379];

/** Whether a connection from one host to a port of another passes both ends. */
function passes({ resource = {} }: SynthesizedStack, from: Host, to: Host, port: number): boolean {
  const groupsOf = ({ name }: Host) =>
    listed(resource.aws_instance?.[`instance_${name}`]?.vpc_security_group_ids);
  const rules = (direction: string) =>
    Object.values(resource[`aws_vpc_security_group_${direction}_rule`] ?? {}).filter((rule) =>
      isFor(rule, port),
    );
  return groupsOf(from).some((source) =>
    groupsOf(to).some(
      (target) =>
        rules('egress').some((rule) => connects(rule, source, target)) &&
        rules('ingress').some((rule) => connects(rule, target, source)),
    ),
  );
}

function isFor(
  { from_port: first, to_port: last, ip_protocol: protocol }: JsonObject,
  port: number,
): boolean {
  return protocol === 'tcp' && Number(first) <= port && port <= Number(last);
}

function connects(
  { security_group_id: own, referenced_security_group_id: other }: JsonObject,
  one: string,
  two: string,
) {
  return own === one && other === two;
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Every port that a definition gives a program, whether it is open or not. */
function portsOf({ redis, sentinel, tls }: Environment): readonly number[] {
  return [redis.port, sentinel.port, tls.port, tls.sentinelPort];
}

/** Data hosts and Sentinels reach all data hosts, and all Sentinels: each has an answer that the other needs. */
function needs(environment: Environment, to: Host, port: number): boolean {
  const opens = (program: 'redis' | 'sentinel') =>
    openPorts(environment, program).some(({ number }) => number === port);
  return (to.data !== undefined && opens('redis')) || (to.sentinel !== undefined && opens('sentinel'));
}

test('every host reaches the ports of the group on every other, and no other port', async (t) => {
  const pairs = fc.sample(anyPair, { numRuns: 20, seed: 1 });
  const environments = [...(await allShipped()), ...pairs.map(([environment]) => environment)];
  for (const environment of environments) {
    const { hosts } = environment;
    const stack = synthesizedStack(environment);
    for (const from of hosts)
      for (const to of hosts)
        for (const port of [...portsOf(environment), ...CLOSED])
          t.is(
            passes(stack, from, to, port),
            needs(environment, to, port),
            `${environment.name}: ${from.name} to ${port} of ${to.name}`,
          );
  }
});

test('what boot scripts ask by its address, they may reach', async (t) => {
  for (const environment of await allShipped()) {
    const allowed = outwards(environment).map(({ service }): string => service);
    const scripts = environment.hosts.map((host) => renderHost(environment, host).bootScript);
    const asked = scripts.flatMap((script) => [...script.matchAll(/\b(https?):\/\/(?!169\.254\.)/g)]);
    t.true(asked.length > 0);
    for (const [, scheme = ''] of asked) t.true(allowed.includes(scheme), scheme);
  }
});
