import { dataHosts } from '../../../topology/environment.ts';
import { leftoversOf } from '../../switchover/leftovers.ts';
import { GUARD } from '../../switchover/settings.ts';
import { type Ailment, steps } from '../ailment.ts';
import { dataOf, type Examination } from '../examination.ts';
import { giveSetting } from '../steps/give-setting.ts';

/** Data hosts that refuse writes sooner than the definition says, as a switch-over leaves it that was killed. */
export function writeGuard(examination: Examination): readonly Ailment[] {
  const { environment } = examination;
  const declared = new Map(dataHosts(environment).map((host) => [host.name, host]));
  return dataOf(examination).flatMap(({ host, exam }) => {
    const found = declared.get(host);
    if (found === undefined || exam?.minReplicas === undefined) return [];
    const left = leftoversOf(environment, found, new Map([[GUARD, String(exam.minReplicas)]]));
    return left.map(
      ({ has, declared: wanted }): Ailment => ({
        kind: 'write-guard',
        hosts: [host],
        seen: `${host} takes writes only with ${has} replicas (${GUARD}), and not with ${wanted}`,
        means: 'as primary it refuses writes as soon as one of them is away',
        cure: steps(
          giveSetting({
            host,
            directive: GUARD,
            wanted,
            before: has,
            why: 'the definition says with how many replicas writes are taken',
          }),
        ),
      }),
    );
  });
}
