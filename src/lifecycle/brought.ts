/** What the state remembers that each host was brought to: the lines of src/aws/pending.ts. */
import * as z from 'zod/mini';
import type { TerraformState } from './terraform/state-json.ts';

/** As the state has a value of any type. */
const text = z.object({ value: z.string() });

const PREFIX = 'brought_';

/** The lines of each host, by its name; a host of which it remembers nothing has none. */
export function broughtIn(state: TerraformState | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map(
    (state?.resources ?? [])
      .filter(({ type, name }) => type === 'terraform_data' && name.startsWith(PREFIX))
      .flatMap(({ name, instances }) => {
        const read = z.safeParse(
          text,
          instances.find(({ deposed }) => deposed === undefined)?.attributes?.input,
        );
        return read.success && read.data.value !== ''
          ? [[name.slice(PREFIX.length), read.data.value.split('\n')] as const]
          : [];
      }),
  );
}
