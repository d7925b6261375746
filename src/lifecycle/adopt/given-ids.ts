/** Ids that a person gives on the command line. */
import { show, UserError } from '../../base/errors.ts';
import { isImportId } from './import-id.ts';
import type { GivenIds } from './match.ts';

/** Says that a resource is not there. */
const NONE = 'none';

/**
 * Reads `aws_instance.instance_ns=i-0abc`, or `none` in the place of the id.
 *
 * @throws UserError if one has another form, or an address is given twice
 */
export function readGivenIds(texts: readonly string[]): GivenIds {
  const given = new Map<string, string | undefined>();
  for (const text of texts) {
    const [, address = '', id = ''] = /^([a-z]\w*\.[\w-]+)=(.*)$/s.exec(text) ?? [];
    if (!isImportId(id))
      throw new UserError(
        `--id ${show(text)} is not an address, = and an id; write it as aws_instance.instance_ns=i-0abc, or =none where it is not there`,
      );
    if (given.has(address)) throw new UserError(`--id ${address} is given twice; give it once`);
    given.set(address, id === NONE ? undefined : id);
  }
  return given;
}
