/** Which host `--jump` names. */
import { isIPv6 } from 'node:net';
import { show, UsageError } from '../../base/errors.ts';

/** A host that ssh logs in to, with what is not left to its configuration. */
export interface JumpHost {
  /** A name that may be one of ssh's configuration, or an address. */
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

/** None of it begins like an option, and none of it means anything to a shell. */
const FORM = /^(?:(?<user>\w[\w.-]*)@)?(?<host>\w[\w.-]*|\[[\da-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/;

/**
 * Reads `user@host:port`, of which the host is enough. Several are joined by commas, the one that the hosts are reached
 * from comes last, as for `ssh -J`.
 *
 * @throws UsageError if it has another form
 */
export function parseJump(text: string): readonly [...JumpHost[], JumpHost] {
  const hosts = text.split(',').map((one) => parseHost(one, text));
  const [last, ...before] = hosts.reverse();
  if (last === undefined) throw otherForm(text);
  return [...before.reverse(), last];
}

function parseHost(one: string, text: string): JumpHost {
  const { user, host, port } = FORM.exec(one)?.groups ?? {};
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) throw otherForm(text);
  if (host.startsWith('[') && !isIPv6(withoutBrackets(host))) throw otherForm(text);
  return {
    host,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

function otherForm(text: string): UsageError {
  return new UsageError(
    `--jump ${show(text)} is no host of ssh; write user@host or user@host:port, or a name of ~/.ssh/config`,
  );
}

/** How ssh is told to log in to the last of some jump hosts through the others. */
export function jumpArguments([...hosts]: readonly JumpHost[]): readonly string[] {
  const last = hosts.pop();
  if (last === undefined) throw new RangeError('there is no jump host');
  return [
    ...(hosts.length === 0 ? [] : ['-J', hosts.map(formatHost).join(',')]),
    ...(last.user === undefined ? [] : ['-l', last.user]),
    ...(last.port === undefined ? [] : ['-p', String(last.port)]),
    '--',
    withoutBrackets(last.host),
  ];
}

/** ssh takes an IPv6 address in brackets only where a port may follow it. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** As it was written. */
export function formatHost({ host, user, port }: JumpHost): string {
  return `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
}
