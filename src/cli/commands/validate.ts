import { UsageError } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import { FILE, passedOver, readConfigurations, refuseFile } from '../../diff/source/given.ts';
import { openSome } from '../../register/open.ts';
import type { Outcome } from '../../report/elements.ts';
import { judgeEnvironments, judgeFiles } from '../../report/judgement.ts';
import { countOf } from '../../report/progress.ts';
import { command, formats } from '../command.ts';
import { PROGRAM, VERSION } from '../file-options.ts';
import { environments } from '../suggest.ts';
import { watchDefinitions } from '../watch.ts';

export default command({
  positionals: {
    env: {
      type: 'string',
      array: true,
      describe:
        'names in stacks/, paths of definitions, or file: and the path of a redis.conf, sentinel.conf or folder of them',
    },
  },
  options: {
    all: { type: 'boolean', default: false, describe: 'every environment in stacks/' },
    today: { type: 'string', requiresArg: true, describe: 'judge as of this day, such as 2027-01-31' },
    watch: {
      type: 'boolean',
      default: false,
      describe: 'judge definitions again whenever they, or what they import, change; Ctrl-C ends it with 0',
    },
    'redis-version': VERSION,
    program: PROGRAM,
    'fail-on': {
      choices: ['error', 'warning'],
      default: 'error',
      requiresArg: true,
      describe: 'end with 1 for a finding this heavy or heavier; a waived one never is',
    },
    format: formats('sarif'),
  },
  examples: [
    ['validate lab', 'One environment'],
    ['validate --all --fail-on warning', 'In CI: end with 1 for a warning too'],
    ['validate production --today 2027-01-31', 'With the ends of life as of another day'],
    ['validate file:rendered/ns', 'Files, whoever wrote them'],
  ],
  suggests: { env: environments },
  async run({ env = [], all, today, watch, 'redis-version': version, program, 'fail-on': failOn, format }) {
    if (all === env.length > 0)
      throw new UsageError('give the environments or the files to validate, or --all');
    const day = dayOf(today);
    for (const given of env) if (!given.startsWith(FILE)) refuseFile(given);
    const files = env.filter((given) => given.startsWith(FILE)).map((given) => given.slice(FILE.length));
    if (watch && (files.length > 0 || format !== 'human'))
      throw new UsageError('--watch judges definitions for people; give environments, and no --format');
    if (files.length > 0 && files.length < env.length)
      throw new UsageError('give environments or files, since files are judged together');
    if (files.length > 0) {
      const read = files.flatMap((path) => readConfigurations(path, { version, program }));
      const notRead = files.flatMap((path) => passedOver(path, read));
      return judgeFiles({ read, notRead }, day, { format, failOn });
    }
    const names = all ? environmentNames() : env;
    const judge = async (): Promise<Outcome> => {
      const done = countOf('environments', names.length);
      return judgeEnvironments(await openSome(names), day, { format, failOn, done });
    };
    return watch ? watchDefinitions('validate', names, judge) : judge();
  },
});

function dayOf(today: string | undefined): Date {
  if (today === undefined) return new Date();
  const day = new Date(today);
  if (/^\d{4}-\d{2}-\d{2}$/.test(today) && !Number.isNaN(day.getTime())) return day;
  throw new UsageError(`--today ${today} is not a day; write it as year-month-day, such as 2027-01-31`);
}
