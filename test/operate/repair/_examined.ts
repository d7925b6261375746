/** What a repair sees of a group, as a test wants it. */
import type { Examination, RedisExam } from '../../../src/operate/repair/examination.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import type { Environment } from '../../../src/topology/environment.ts';

/** What a data host tells that has nothing wrong. */
const WELL: Omit<RedisExam, 'host'> = {
  former: undefined,
  paused: false,
  login: { asks: [0], shows: 0 },
  priority: 100,
  minReplicas: 0,
  file: 'written',
};

/** An examination of what was observed. @param exams what data hosts tell otherwise, by host */
export function examined(
  environment: Environment,
  observed: Observed,
  exams: Readonly<Record<string, Partial<RedisExam>>> = {},
): Examination {
  return {
    environment,
    status: judgeStatus(environment, observed),
    redis: observed.data.flatMap(({ host, facts }) =>
      facts === undefined ? [] : [{ ...WELL, ...exams[host], host }],
    ),
    sentinels: observed.sentinels.flatMap(({ host, facts }) =>
      facts === undefined ? [] : [{ host, watches: true, file: 'written' as const }],
    ),
  };
}
