/** From what a program of a host answered to what is known of it. */
import { UserError } from '../../base/errors.ts';
import { comparable } from '../../diff/source/text.ts';
import type { Reach } from '../../group/reach.ts';
import { infoOf, type Reply, refusalIn } from '../../group/reply.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { Document, DocumentKind } from '../../redis/document.ts';
import { optionOf } from '../../redis/option.ts';
import type { Redactor } from '../../redis/redact.ts';
import { engineOf } from './engine.ts';
import { type HostFile, readHostFile } from './file.ts';
import type { ObservedProgram } from './observed.ts';
import type { Told } from './told.ts';

/** A program of a host, and what is read of it. */
export interface Subject {
  readonly host: string;
  readonly program: DocumentKind;
  readonly reach: Reach;
  readonly redact: Redactor;
  /** What it answered to `INFO`. */
  readonly info: Reply;
  /** What it told, as its version reads it. @throws UserError if it refuses to tell */
  readonly tell: (version: EngineVersion) => Told;
}

/**
 * Puts together what is known of a program.
 *
 * @throws UserError if it does not tell what it is or runs with, or the catalogue does not know its version
 */
export async function programOfAnswers(subject: Subject): Promise<ObservedProgram> {
  const { host, program, reach, redact, tell } = subject;
  const info = infoOf(answered(subject, 'INFO', subject.info));
  const { version, title } = engineOf(info) ?? { version: undefined, title: 'something' };
  if (version === undefined)
    throw new UserError(`${nameOf(subject)} runs ${title}, which this vedette does not know`);
  const told = tell(version);
  const path = info.get('config_file') ?? '';
  const file = await readHostFile(reach, { host, program, version, path, redact });
  const isRead = 'content' in file;
  const document = [...told.document, ...(isRead ? untold(told, file) : [])];
  const running = comparable({ program, version, document }, host, redact);
  return {
    host,
    program,
    version,
    engine: title,
    running: { ...running, versionOrigin: 'INFO server' },
    file,
    onlyKnown: isRead ? undefined : told.names,
    strange: told.strange,
    isCatchingUp: info.get('role') === 'slave' && info.get('master_link_status') !== 'up',
  };
}

/** An answer. @throws UserError naming the command if it was refused */
export function answered(subject: Pick<Subject, 'host' | 'program'>, command: string, reply: Reply): Reply {
  const refusal = refusalIn(reply);
  if (refusal === undefined) return reply;
  const [why = ''] = refusal.split('\n');
  throw new UserError(`${nameOf(subject)} refuses ${command} (${why}); let who asks read it`);
}

function nameOf({ host, program }: Pick<Subject, 'host' | 'program'>): string {
  return program === 'redis' ? `Redis on ${host}` : `Sentinel ${host}`;
}

/** The lines of a file that no answer tells: they are taken for what runs. */
function untold({ names }: Told, file: HostFile): Document {
  if (!('content' in file)) return [];
  const { document, program, version } = file.content;
  return document.filter((line) => {
    const { spec } = optionOf(line, program, version);
    return spec === undefined || !names.has(spec.name);
  });
}
