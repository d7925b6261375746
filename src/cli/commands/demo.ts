import { formatSeconds } from '../../units.ts';
import { command, formats } from '../command.ts';
import { describeForecast, tellStory } from '../demo/story.ts';
import { openEnvironment } from '../environments.ts';
import { note } from '../output.ts';
import { table } from '../report.ts';

export default command({
  positionals: {
    env: { type: 'string', default: 'lab', describe: 'a name in stacks/ or the path of a definition' },
  },
  options: { format: formats() },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const measured = await tellStory(environment, note);
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
      ],
    };
  },
});
