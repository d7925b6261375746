/** Rows of a drift as a test reads them. */
import { titleOf } from '../../../src/diff/change.ts';
import { type Drift, WHENCES } from '../../../src/operate/drift/model.ts';

/** What a group of processes has instead of what hosts have, since it runs on the loopback of this machine. */
const OF_THE_LOOPBACK =
  /^(?:bind|dir|logfile|pidfile|daemonize|replica-announce-ip|sentinel\/announce-ip)(?: of Sentinel)?$/;

/** What differs beside what every group of processes has of its own: `host maxmemory 0 -> 1073741824 on one,two`. */
export function rowsOf({ rows }: Drift): readonly string[] {
  return WHENCES.flatMap((whence) =>
    rows[whence]
      .filter((row) => !OF_THE_LOOPBACK.test(titleOf(row)))
      .map((row) => {
        const [before = 'none', after = 'none'] = [row.before?.canonical, row.after?.canonical];
        const hosts = row.places.flatMap((place) => place.hosts).join();
        return `${whence} ${titleOf(row)} ${before} -> ${after} on ${hosts}`;
      }),
  );
}
