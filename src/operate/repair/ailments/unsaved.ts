import { unwrittenProblems } from '../../../group/full-volume.ts';
import { type Ailment, person, steps } from '../ailment.ts';
import type { Examination } from '../examination.ts';
import { rewriteAppendOnly, save } from '../steps/save.ts';

/** Data hosts that could not write to their volume: one is enough to refuse writes (MISCONF). */
export function unsaved({ environment, status }: Examination): readonly Ailment[] {
  return status.data.flatMap(({ host, facts, view }): readonly Ailment[] => {
    if (facts === undefined || facts.loading) return [];
    const { persistence } = facts;
    const [problem] = unwrittenProblems(environment, view);
    const means = 'a primary refuses writes then, and Sentinels take its answer for none';
    if (problem !== undefined)
      return [
        {
          kind: 'unsaved',
          hosts: [host],
          seen: problem.text,
          means,
          cure:
            view.unwritten === 'snapshot'
              ? steps(save(host))
              : person(`make room on the volume of ${host}: Redis tries again every second by itself`),
        },
      ];
    if (!persistence.appendOnly || persistence.rewritten || persistence.rewriting) return [];
    return [
      {
        kind: 'unsaved',
        hosts: [host],
        seen: `${host} could not rewrite its append-only file`,
        means: 'that grows until the volume is full',
        cure: steps(rewriteAppendOnly(host)),
      },
    ];
  });
}
