/** What the files of a host say of TLS, in redis.conf and in sentinel.conf alike. */
import { findDirective } from '../redis/catalogue/index.ts';
import { type Directive, directive } from '../redis/document.ts';
import type { Environment } from '../topology/environment.ts';
import { originOf } from '../topology/origin.ts';
import { type Listener, openPorts } from '../topology/ports.ts';
import { hasTls, requiresTls } from '../topology/tls.ts';
import { placesIn } from './freebsd.ts';
import type { Section } from './section.ts';

/** The lines of the ports: `port 0` closes the plain one, which is open unless it is told so. */
export function portDirectives(environment: Environment, program: Listener): readonly Directive[] {
  const { definition } = environment;
  const [first, ...more] = openPorts(environment, program);
  const lineOf = (port: NonNullable<typeof first>): Directive =>
    directive(port.isTls ? 'tls-port' : 'port', [port.number], originOf(definition, port.field));
  const closed = first?.isTls ? [directive('port', [0], 'tls.mode')] : [];
  return [...closed, ...(first === undefined ? [] : [first, ...more]).map(lineOf)];
}

/** The section that says with what connections are encrypted; none where none is. */
export function tlsSection(environment: Environment, program: Listener): readonly Section[] {
  return hasTls(environment) ? [{ title: 'TLS', directives: tlsDirectives(environment, program) }] : [];
}

/**
 * `tls-replication` is about all that a program connects to, and on Sentinel about the other Sentinels too. Clients show a
 * password; the certificate of who has one is checked.
 */
function tlsDirectives(environment: Environment, program: Listener): readonly Directive[] {
  const { certificate, key, authority } = placesIn(environment).tls;
  const origin = 'FreeBSD: the certificate of the host';
  return [
    directive('tls-cert-file', [certificate], origin),
    directive('tls-key-file', [key], origin),
    directive('tls-ca-cert-file', [authority], origin),
    directive('tls-auth-clients', ['optional'], 'tls.mode'),
    ...(requiresTls(environment) ? [directive('tls-replication', ['yes'], 'tls.mode')] : []),
    ...reloading(environment, program),
  ];
}

/** In seconds. A certificate is renewed days before it ends. */
const RELOADED_EVERY = 3_600;

/** Sentinel has no CONFIG, so one that cannot look at its files again by itself starts anew for them. */
function reloading({ redis }: Environment, program: Listener): readonly Directive[] {
  const name = 'tls-auto-reload-interval';
  if (findDirective(program, redis.version, name) === undefined) return [];
  return [directive(name, [RELOADED_EVERY], 'derived: certificates are renewed')];
}
