import { ExitCode } from '../../base/errors.ts';
import { hostNamed, openEnvironment } from '../../register/open.ts';
import { renderHost } from '../../render/host-files.ts';
import { hostFolder, writeFolders } from '../../render/host-folder.ts';
import type { Outcome } from '../../report/elements.ts';
import { countFindings, describeCount } from '../../report/findings.ts';
import { renderedReport, writtenReport } from '../../report/rendered.ts';
import { validate } from '../../rules/index.ts';
import type { Environment } from '../../topology/environment.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments, hosts } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    host: { type: 'string', requiresArg: true, describe: 'only this host' },
    out: { type: 'string', requiresArg: true, describe: 'write the files below this folder' },
    format: formats(),
  },
  examples: [
    ['render lab --host ns', 'The files of one host'],
    ['render lab --out rendered', 'Write them to rendered/<host>/'],
  ],
  suggests: { env: environments, host: hosts },
  async run({ env, host, out }) {
    const environment = await openEnvironment(env);
    const hosts = host === undefined ? environment.hosts : [hostNamed(environment, host)];
    const folders = hosts.map((one) => hostFolder(renderHost(environment, one)));
    const written = out === undefined ? undefined : writeFolders(folders, out);
    return {
      data: {
        environment: environment.name,
        hosts: folders,
        ...(written === undefined ? {} : { out, written }),
      },
      report: written === undefined ? renderedReport(folders) : writtenReport(written),
      ...judge(environment),
    };
  },
});

/** The files are written all the same, since a reviewer wants to see them; only the exit code tells. */
function judge(environment: Environment): Pick<Outcome, 'notes' | 'exitCode'> {
  const count = countFindings(validate(environment, new Date()));
  if (count.errors + count.warnings === 0) return {};
  return {
    notes: [`${environment.name}: ${describeCount(count)}; vedette validate ${environment.file} tells which`],
    exitCode: count.errors > 0 ? ExitCode.failed : ExitCode.done,
  };
}
