import { UsageError } from '../../../base/errors.ts';
import { engineOf, enginesOf, filesOf, machineEngines } from '../../../local/engine.ts';
import { parseFault } from '../../../local/provider/faults.ts';
import { runWithCloud } from '../../../local/provider/run-with-cloud.ts';
import { note } from '../../../report/output.ts';
import { command } from '../../command.ts';
import { ENGINE_OF_OPTION, ENGINE_OPTION } from '../../engine-option.ts';

export default command({
  positionals: {},
  options: {
    ...ENGINE_OPTION,
    ...ENGINE_OF_OPTION,
    fault: {
      type: 'array',
      string: true,
      requiresArg: true,
      default: [],
      defaultDescription: 'none',
      describe: 'let api, launch or crash happen once, or for one type: api:aws_instance',
    },
  },
  examples: [
    ['local run -- cdktf deploy lab', 'Deploy lab to this machine'],
    ['local run --fault api -- cdktf deploy lab', 'With a request that fails once'],
  ],
  runsCommand: true,
  async run({ engine: path, 'engine-of': own, fault, '--': argv = [] }) {
    if (argv.length === 0)
      throw new UsageError(
        'there is no command to run; write it behind --, as in vedette local run -- cdktf deploy lab',
      );
    const faults = fault.map((text) => parseFault(String(text)));
    const engine = path === undefined ? undefined : engineOf(path).files;
    const engines = { ...machineEngines(), ...filesOf(enginesOf(own.map(String))) };
    return {
      data: {},
      report: [],
      exitCode: await runWithCloud(argv, { engine, engines, faults, tell: note }),
    };
  },
});
