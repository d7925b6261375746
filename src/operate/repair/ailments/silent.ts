import { type Ailment, person } from '../ailment.ts';
import type { Examination } from '../examination.ts';

/** Programs that tell nothing. What they know is unknown, so nothing is done that relies on it. */
export function silent({ status, sentinels }: Examination): readonly Ailment[] {
  const unwatched = sentinels.filter(({ watches }) => watches === false).map(({ host }) => host);
  return [...status.data, ...status.sentinels.filter(({ host }) => !unwatched.includes(host))].flatMap(
    ({ host, unknown }) =>
      unknown === undefined
        ? []
        : [
            {
              kind: 'silent',
              hosts: [host],
              seen: unknown,
              means: 'nobody knows what it holds or names, and nothing is done that relies on that',
              cure: person(
                `look at ${host}: is it up, does the program run, does a rule or a password keep it from answering`,
              ),
            },
          ],
  );
}
