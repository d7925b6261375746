import { RefusedError } from '../../../base/errors.ts';
import { formatDuration, type Milliseconds } from '../../../base/units.ts';
import { findDoomed } from '../../../lifecycle/ending/doomed.ts';
import { unlockReport } from '../../../lifecycle/locks/report.ts';
import { breakLock } from '../../../lifecycle/locks/unlock.ts';
import { readDuration } from '../../../lifecycle/times.ts';
import { nameSetting, openSettings, type Settings } from '../../../register/settings.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    'holder-gone': {
      type: 'string',
      requiresArg: true,
      describe: 'the run that has ended, as CI says: its address or number',
    },
    'older-than': {
      type: 'string',
      requiresArg: true,
      describe: 'break a lock that is older, such as 8h; at least longestJob, which is what counts otherwise',
    },
    format: formats(),
  },
  examples: [
    ['env unlock pr-42', 'Break a lock whose run is proven gone'],
    ['env unlock pr-42 --holder-gone 1234567', 'The same where CI says that this run has ended'],
  ],
  suggests: { env: environments },
  async run({ env, 'holder-gone': goneRun, 'older-than': olderThan }) {
    const settings = await openSettings();
    const longest = olderThan === undefined ? settings.longestJob : longerThan(olderThan, settings);
    const { name, aws } = (await findDoomed(env)).environment;
    const broken = await breakLock({ name, state: aws.state }, { goneRun, longest, now: new Date() });
    return {
      data: { name, ...(broken === undefined ? {} : { broken }) },
      report: unlockReport(name, broken),
    };
  },
});

/** A job may still run that is not as old as one can get. */
function longerThan(text: string, settings: Settings): Milliseconds {
  const { longestJob } = settings;
  const time = readDuration('--older-than', text);
  if (time >= longestJob) return time;
  throw new RefusedError(
    `--older-than ${text} is shorter than ${nameSetting(settings, 'longestJob', formatDuration(longestJob))}, so the job may still run; give at least that`,
  );
}
