import { milliseconds } from '../../../base/units.ts';
import { dataHosts } from '../../../topology/environment.ts';
import { PRIORITY } from '../../switchover/settings.ts';
import { type Ailment, steps } from '../ailment.ts';
import { dataOf, type Examination } from '../examination.ts';
import { giveSetting } from '../steps/give-setting.ts';

/** The boot script looks every second whether a host that it held back is in sync. */
const LIFTED = milliseconds(20_000);

/** Data hosts whose priority is another one than the definition gives, as a switch-over leaves it that was killed. */
export function priority(examination: Examination): readonly Ailment[] {
  const declared = new Map(dataHosts(examination.environment).map(({ name, data }) => [name, data.priority]));
  return dataOf(examination).flatMap(({ host, facts, exam }) => {
    const [own, wanted] = [exam?.priority ?? facts.priority, declared.get(host)];
    if (own === undefined || wanted === undefined || own === wanted) return [];
    const isHeldBack = own === 0;
    // One that is not in sync is held back on purpose.
    if (isHeldBack && facts.following !== undefined && facts.following.link !== 'up') return [];
    return [
      {
        kind: 'priority',
        hosts: [host],
        seen: `${host} has priority ${own} instead of ${wanted}`,
        means: isHeldBack
          ? 'it is never promoted'
          : 'the Sentinels choose another replica than the definition says',
        ...(isHeldBack ? { mendsItself: { by: 'the boot script of the host', within: LIFTED } } : {}),
        cure: steps(
          giveSetting({
            host,
            directive: PRIORITY,
            wanted,
            before: own,
            why: 'the definition says whom the Sentinels promote first',
          }),
        ),
      },
    ];
  });
}
