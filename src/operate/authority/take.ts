/** Having hosts take what is new in the store, one after the other, and looking whether their programs have it. */
import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import type { Authorities } from '../../certificates/authority.ts';
import { lookAtProgram, type ProgramLook, programsOf } from './look.ts';
import type { AuthorityOperation } from './step.ts';

/** What a host does once an hour by itself (rc.d/vedette_certificate). */
const RENEW = ['service', 'vedette_certificate', 'onerenew'];

/** A Sentinel waits with its restart until all others watch. */
const LONGEST = milliseconds(180_000);

/** A program that was told has it at once; a Sentinel comes back from its restart. */
const SETTLED = milliseconds(30_000);

/**
 * Tells each host to look into the store, where programs of hosts can be run from here, and waits until its own programs are
 * as they should be. The next one is told only then.
 *
 * @throws UserError if one is not: it looks by itself within the hour, and whoever goes on finds it done
 */
export async function haveTaken(
  operation: AuthorityOperation,
  authorities: Authorities,
  holds: (program: ProgramLook) => boolean,
): Promise<void> {
  const { environment } = operation.group;
  for (const { name } of environment.hosts) {
    const own = programsOf(environment).filter(({ host }) => host === name);
    const areSo = async (): Promise<boolean> =>
      (await Promise.all(own.map((one) => lookAtProgram(operation, authorities, one)))).every(holds);
    const patience = await told(operation, name);
    await until(`${name} has what the store has for it`, areSo, patience, operation.signal).catch(
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        throw new UserError(
          `${error.message}; each host looks into the store once an hour: run the command again then, or look at the log of ${name}`,
        );
      },
    );
  }
}

/** How long it is worth waiting for it. */
async function told({ group, tell }: AuthorityOperation, host: string): Promise<Milliseconds> {
  try {
    const { status, stdout } = await group.reach.exec(host, RENEW, { timeout: LONGEST });
    if (status !== 0) tell(`${host}: ${stdout.trim()}`);
    return SETTLED;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return milliseconds(0);
  }
}
