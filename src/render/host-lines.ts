/** What a host boots with and goes on with, line by line: what a later definition does not bring to it by a deploy. */
import { createHash } from 'node:crypto';
import { packageTitle } from '../definition/packages.ts';
import { type Directive, type Document, directive } from '../redis/document.ts';
import { printDirective } from '../redis/line.ts';
import { withoutState } from '../redis/state.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { hostDocuments } from './documents.ts';
import { groupSettings, writtenSettings } from './group-settings.ts';
import { kindOf } from './kind.ts';
import { programOf } from './program.ts';

/**
 * The lines of a host, each behind the file that it stands in: `redis.conf: maxmemory 2gb`. Who is primary is in none of
 * them, since Sentinel decides that; a secret is a reference.
 */
export function hostLines(environment: Environment, host: Host): readonly string[] {
  const { redis = [], sentinel = [] } = hostDocuments(environment, host);
  return [
    ...linesOf('redis.conf', redis),
    ...linesOf('sentinel.conf', sentinel.map(withoutAddress)),
    ...groupLines(environment, host),
    `package: ${packageTitle(environment.redis.version)}`,
    `${IMAGE_LINE}${environment.aws.image}`,
    `boot script: ${digestOfScript(environment, host)}`,
  ];
}

/** What the line with the image begins with: what was written down of a host before there was one does not have it. */
export const IMAGE_LINE = 'image: ';

function linesOf(file: string, document: Document): readonly string[] {
  return withoutState(document).map((line) => `${file}: ${printDirective(line)}`);
}

/** A Sentinel finds the address of the primary by itself; the quorum is a decision. */
function withoutAddress(line: Directive): Directive {
  const [option, group, , , quorum] = line.args;
  return line.name === 'sentinel' && option === 'monitor' && group !== undefined && quorum !== undefined
    ? directive('sentinel', ['quorum', group, quorum], line.origin)
    : line;
}

function groupLines(environment: Environment, host: Host): readonly string[] {
  const settings = groupSettings(environment, host);
  return writtenSettings(environment).map(
    (name) => `rc.conf.d/vedette: ${name}='${settings[name].join(' ')}'`,
  );
}

/** Of what the script does, which is the same for all hosts of a kind. What it carries is told by other lines. */
function digestOfScript(environment: Environment, host: Host): string {
  const { clear } = programOf(kindOf(environment, host));
  return createHash('sha256').update(clear).digest('hex').slice(0, 12);
}
