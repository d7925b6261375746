import { UserError } from '../../../base/errors.ts';
import { demand } from '../../../group/demand.ts';
import type { DocumentKind } from '../../../redis/document.ts';
import type { RepairStep } from '../ailment.ts';
import { examine } from '../examine.ts';
import { keepConfig, repairStep } from '../repair-step.ts';

/** Has a program write its file, and reads that back. */
export function rewrite(host: string, program: DocumentKind): RepairStep {
  const command = program === 'sentinel' ? 'SENTINEL FLUSHCONFIG' : 'CONFIG REWRITE';
  return repairStep(
    {
      hosts: [host],
      what: `${command}, and read ${program}.conf back`,
      why: 'the next start believes the file',
      undo: 'none is needed: it says what runs',
    },
    async ({ group }) => {
      if (program === 'redis') await keepConfig(group, host);
      else await demand(group.sentinel(host), ...command.split(' '));
      const { redis, sentinels } = await examine(group);
      const exam = (program === 'redis' ? redis : sentinels).find((each) => each.host === host);
      if (exam === undefined) throw new UserError(`${host} does not answer any more`);
      if (typeof exam.file === 'object')
        throw new UserError(
          `${program}.conf of ${host} says ${exam.file.says} still, and ${exam.file.runs} runs; its folder has to belong to the user redis, with room on its volume`,
        );
    },
  );
}
