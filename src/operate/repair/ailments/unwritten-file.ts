import type { DocumentKind } from '../../../redis/document.ts';
import type { Environment } from '../../../topology/environment.ts';
import { linkPort } from '../../../topology/ports.ts';
import { type Ailment, steps } from '../ailment.ts';
import type { Examination, FileState } from '../examination.ts';
import type { Lead } from '../lead.ts';
import { rewrite } from '../steps/rewrite.ts';

/**
 * Programs whose files say another primary than runs: they could not be written, and the next start would believe them.
 * Whoever runs with another one than the primary is mended first, and writes its file then.
 */
export function unwrittenFile(
  { environment, redis, sentinels }: Examination,
  lead: Lead,
): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  const { host, address } = lead.host;
  const isRight = (file: FileState): boolean =>
    typeof file === 'string' || isAbout(file.runs, address, environment);
  return [
    ...redis
      .filter((exam) => exam.host === host || isRight(exam.file))
      .flatMap((exam) => ailmentOf(exam.host, 'redis', exam.file)),
    ...sentinels
      .filter(({ watches, file }) => watches === true && isRight(file))
      .flatMap((exam) => ailmentOf(exam.host, 'sentinel', exam.file)),
  ];
}

function isAbout(runs: string, address: string, environment: Environment): boolean {
  return runs.includes(` ${address} ${linkPort(environment, 'redis')}`);
}

function ailmentOf(host: string, program: DocumentKind, file: FileState): readonly Ailment[] {
  if (typeof file === 'string') return [];
  return [
    {
      kind: 'unwritten-file',
      hosts: [host],
      seen: `${program}.conf of ${host} says ${file.says}, and ${file.runs} runs`,
      means:
        program === 'sentinel'
          ? 'after a restart this Sentinel names the primary that the file says'
          : 'after a restart without the boot script this host takes the role that the file says',
      cure: steps(rewrite(host, program)),
    },
  ];
}
