import { formatSeconds } from '../../base/units.ts';
import { openEnvironment } from '../../register/open.ts';
import { describeForecast, tellStory } from '../../rehearsal/demo/story.ts';
import { summaryText } from '../../rehearsal/ledger/summary.ts';
import { paragraph, table } from '../../report/elements.ts';
import { note } from '../../report/output.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';
import { timed } from '../durations.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: {
    env: { type: 'string', default: 'lab', describe: ENVIRONMENT },
  },
  options: { format: formats() },
  examples: [
    ['demo', 'The story of lab: boot, failover, repair'],
    ['demo quorum', 'The same of another environment'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const measured = await timed(`demo ${environment.name}`, `the story of ${environment.name}`, () =>
      tellStory(environment, note),
    );
    return {
      data: { environment: environment.name, measured },
      report: [
        table(
          ['primary lost', 'promoted', 'writable again', 'forecast', 'counter before', 'counter after'],
          [
            [
              measured.lost,
              measured.promoted,
              formatSeconds(measured.writable),
              describeForecast(measured.forecast),
              String(measured.counter.before),
              String(measured.counter.after),
            ],
          ],
        ),
        paragraph(`ledger: ${summaryText(measured.ledger)}`),
      ],
    };
  },
});
