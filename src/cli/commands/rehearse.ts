import { UsageError } from '../../base/errors.ts';
import { enginesOf } from '../../local/engine.ts';
import { openEnvironment } from '../../register/open.ts';
import { chooseDrills } from '../../rehearsal/choose.ts';
import { DRILLS } from '../../rehearsal/drills/index.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { drillListReport, listDrills } from '../../rehearsal/report/drill-list.ts';
import { makeReportFolder } from '../../rehearsal/report/files.ts';
import { compareOutcome, mergeOutcome, rehearsalOutcome } from '../../rehearsal/report/outcome.ts';
import { whileRehearsalTold } from '../../rehearsal/report/progress.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';
import { refuseErrors } from '../refuse-errors.ts';
import { partOf, REHEARSE_OPTIONS, roundsOf, writersOf } from '../rehearse-options.ts';
import { rollOutFrom } from '../rollout-from.ts';
import { drills, environments } from '../suggest.ts';

export default command({
  positionals: {
    env: { type: 'string', describe: ENVIRONMENT },
    drills: {
      type: 'string',
      array: true,
      describe: 'names of drills; if none, all but those that take long',
    },
  },
  options: { ...REHEARSE_OPTIONS, format: formats() },
  examples: [
    ['rehearse lab --list', 'The drills, and what lab makes of each'],
    ['rehearse lab kill-primary --rounds 3', 'One drill, three times'],
    ['rehearse quorum --report out', 'All but those that take long, with a page in out/index.html'],
    ['rehearse quorum roll-out-size add-replica', 'What is done on purpose, under clients that write'],
    [
      'rehearse lab --rollout-from origin/main',
      'What this branch does to lab: its roll-out, under clients that write',
    ],
    ['rehearse --compare before.json after.json', 'What changed between two rehearsals'],
  ],
  suggests: { env: environments, drills },
  async run({
    env,
    drills: names = [],
    rounds,
    report,
    engine,
    'engine-of': engineOf,
    clients,
    all,
    anyway,
    shard,
    'rollout-from': from,
    list,
    compare,
    merge,
  }) {
    if (compare !== undefined) return compareOutcome(compare);
    if (merge !== undefined) return mergeOutcome(merge, report);
    const engines = enginesOf(engineOf);
    const environment = env === undefined ? undefined : await openEnvironment(env);
    if (list) {
      const listed = listDrills(DRILLS, environment, engines);
      return { data: { drills: listed }, report: drillListReport(listed) };
    }
    if (env === undefined || environment === undefined)
      throw new UsageError('vedette rehearse needs an environment; give its name');
    const options = {
      rounds: roundsOf(rounds),
      engine,
      engines,
      part: partOf(shard),
      writers: writersOf(clients),
    };
    const choice = { names, isAll: all, shard: options.part, engines };
    const [ground, chosen] =
      from === undefined
        ? [environment, chooseDrills(DRILLS, environment, choice)]
        : await rollOutFrom(from, environment, { given: env, choice });
    refuseErrors(environment, 'boot it', anyway);
    makeReportFolder(report);
    const rehearsal = await whileRehearsalTold((tell) => rehearse(ground, chosen, { ...options, tell }));
    return rehearsalOutcome(rehearsal, report);
  },
});
