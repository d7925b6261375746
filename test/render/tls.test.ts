import test from 'ava';
import type { TlsDefinition } from '../../src/definition/environment.ts';
import { redisConf, sentinelConf } from '../../src/render/conf-file.ts';
import { groupFile } from '../../src/render/group-settings.ts';
import { type Environment, firstPrimary } from '../../src/topology/environment.ts';
import { BASE, resolved } from '../topology/_base.ts';

const PLAIN = resolved(BASE);

function withTls(tls: TlsDefinition): Environment {
  return resolved({ ...BASE, tls });
}

/** The lines of the files of a host that are about ports, addresses of others, and TLS. */
function linesOf(environment: Environment, name = 'data2'): readonly string[] {
  const host = environment.hosts.find((one) => one.name === name) ?? firstPrimary(environment);
  return `${redisConf(environment, host)}\n${sentinelConf(environment, host)}`
    .split('\n')
    .filter((line) => /^(port|tls-|replicaof|sentinel monitor)/.test(line));
}

const FILES = [
  'tls-cert-file /usr/local/etc/redis/tls/host.pem',
  'tls-key-file /usr/local/etc/redis/tls/host.pem',
  'tls-ca-cert-file /usr/local/etc/redis/tls/ca.crt',
  'tls-auth-clients optional',
];

test('without TLS the files of a host say nothing of it', (t) => {
  t.deepEqual(linesOf(withTls({ mode: 'off', port: 7_000 })), linesOf(PLAIN));
  t.deepEqual(linesOf(PLAIN), [
    'port 6379',
    'replicaof 10.0.0.10 6379',
    'port 26379',
    'sentinel monitor mymaster 10.0.0.10 6379 2',
  ]);
});

test('where TLS is optional a port for it opens beside each, and hosts connect as before', (t) => {
  t.deepEqual(linesOf(withTls({ mode: 'optional' })), [
    ...['port 6379', 'tls-port 6380', ...FILES, 'replicaof 10.0.0.10 6379'],
    ...['port 26379', 'tls-port 26380', ...FILES, 'sentinel monitor mymaster 10.0.0.10 6379 2'],
  ]);
});

test('where TLS is required plain ports are closed, and hosts connect with TLS to the other ones', (t) => {
  t.deepEqual(linesOf(withTls({ mode: 'required' })), [
    ...['port 0', 'tls-port 6380', ...FILES, 'tls-replication yes', 'replicaof 10.0.0.10 6380'],
    ...['port 0', 'tls-port 26380', ...FILES, 'tls-replication yes'],
    'sentinel monitor mymaster 10.0.0.10 6380 2',
  ]);
});

test('a host that starts asks the others the way that they listen', (t) => {
  const settings = (tls: TlsDefinition) => {
    const environment = withTls(tls);
    return groupFile(environment, firstPrimary(environment))
      .split('\n')
      .filter((line) => /^(tls|.*_port)=/.test(line));
  };
  t.deepEqual(settings({}), ['redis_port=6379', 'sentinel_port=26379']);
  t.deepEqual(settings({ mode: 'optional' }), ['redis_port=6379', 'sentinel_port=26379', "tls=''"]);
  t.deepEqual(settings({ mode: 'required' }), [
    'redis_port=6380',
    'sentinel_port=26380',
    "tls='--tls --cacert /usr/local/etc/redis/tls/ca.crt'",
  ]);
});
