/** What a program was brought to, from the lines that were written down of its host. */
import { UserError } from '../../base/errors.ts';
import { versionTitled } from '../../definition/packages.ts';
import type { HostProgram } from '../../diff/snapshot.ts';
import type { Directive } from '../../redis/document.ts';
import { parseDocument } from '../../redis/parse.ts';
import type { ObservedProgram } from '../observe/observed.ts';

/** The lines that each host was last brought to, as src/render/host-lines.ts has them. */
export type Brought = ReadonlyMap<string, readonly string[]>;

/** The program as it was brought to its host; undefined where nobody wrote that down, or in another form. */
export function broughtProgram(brought: Brought, seen: ObservedProgram): HostProgram | undefined {
  const { host, program } = seen;
  const lines = brought.get(host);
  const version = lines === undefined ? undefined : versionIn(lines);
  if (lines === undefined || version === undefined) return undefined;
  const own = below(`${program}.conf: `, lines);
  if (own.length === 0) return undefined;
  try {
    const document = parseDocument(own.join('\n'), { file: ORIGIN, kind: program });
    return { host, program, version, document: document.map((line) => withAddress(line, seen)) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const ORIGIN = 'what the host was brought to';

function versionIn(lines: readonly string[]): HostProgram['version'] | undefined {
  const [name = ''] = below('package: ', lines);
  return versionTitled(name);
}

function below(title: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith(title)).map((line) => line.slice(title.length));
}

/** Of what a Sentinel monitors only the quorum is written down: the address is that of the primary at the time. */
function withAddress(line: Directive, { running }: ObservedProgram): Directive {
  const [option, group, quorum] = line.args;
  if (line.name !== 'sentinel' || option !== 'quorum' || group === undefined || quorum === undefined)
    return line;
  const monitor = running.document.find(({ args: [name, of] }) => name === 'monitor' && of === group);
  const [address = UNKNOWN, port = '1'] = monitor?.args.slice(2) ?? [];
  return { ...line, args: ['monitor', group, address, port, quorum] };
}

/** A group that is not watched any more has no address, and none is compared. */
const UNKNOWN = '0.0.0.0';
