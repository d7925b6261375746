import { UsageError } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import { FILE, readConfigurations, refuseFile } from '../../diff/source/given.ts';
import { judgeEnvironments, judgeFiles } from '../../report/judgement.ts';
import { openSome } from '../../topology/open.ts';
import { command, formats } from '../command.ts';
import { PROGRAM, VERSION } from '../file-options.ts';

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
    'redis-version': VERSION,
    program: PROGRAM,
    format: formats('sarif'),
  },
  async run({ env = [], all, today, 'redis-version': version, program, format }) {
    if (all === env.length > 0)
      throw new UsageError('give the environments or the files to validate, or --all');
    for (const given of env) if (!given.startsWith(FILE)) refuseFile(given);
    const files = env.filter((given) => given.startsWith(FILE)).map((given) => given.slice(FILE.length));
    if (files.length > 0 && files.length < env.length)
      throw new UsageError('give environments or files, since files are judged together');
    if (files.length > 0) {
      const readers = { version, program };
      return judgeFiles(
        files.flatMap((path) => readConfigurations(path, readers)),
        format,
      );
    }
    const day = dayOf(today);
    return judgeEnvironments(await openSome(all ? environmentNames() : env), day, format);
  },
});

function dayOf(today: string | undefined): Date {
  if (today === undefined) return new Date();
  const day = new Date(today);
  if (/^\d{4}-\d{2}-\d{2}$/.test(today) && !Number.isNaN(day.getTime())) return day;
  throw new UsageError(`--today ${today} is not a day; write it as year-month-day, such as 2027-01-31`);
}
