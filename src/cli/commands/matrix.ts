import { ExitCode, UsageError } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import { matrix } from '../../diff/matrix.ts';
import { snapshotOf } from '../../diff/snapshot.ts';
import { openSome } from '../../register/open.ts';
import { paragraph, table } from '../../report/elements.ts';
import { unopenedData, unopenedReport } from '../../report/unopened.ts';
import { command, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: {
    env: {
      type: 'string',
      array: true,
      describe: 'names in stacks/ or paths of definitions; all of stacks/ if none',
    },
  },
  options: { format: formats() },
  examples: [
    ['matrix', 'All environments of stacks/ side by side'],
    ['matrix staging production', 'Two of them'],
  ],
  suggests: { env: environments },
  async run({ env = [] }) {
    if (env.length === 1)
      throw new UsageError('one environment has nothing to differ from; give several or none');
    const { environments, unopened } = await openSome(env.length > 0 ? env : environmentNames(), 2);
    const { environments: columns, rows } = matrix(
      environments.map((environment) => snapshotOf(environment)),
    );
    return {
      data: { environments: columns, rows, unopened: unopenedData(unopened) },
      report: [
        rows.length === 0
          ? paragraph('Nothing differs.')
          : table(
              ['', ...columns],
              rows.map(({ key, program, values }) => [
                program === 'sentinel' && !key.startsWith('sentinel/') ? `${key} of Sentinel` : key,
                ...values,
              ]),
            ),
        ...unopenedReport(unopened),
      ],
      exitCode: unopened.length > 0 ? ExitCode.failed : ExitCode.done,
    };
  },
});
