/** What the state remembers that each host was brought to: the lines of src/aws/host-memory.ts. */
import * as z from 'zod/mini';
import { hostOfMemory } from '../aws/host-memory.ts';
import type { TerraformState } from './terraform/state-json.ts';

/** As the state has a value of any type. */
const text = z.object({ value: z.string() });

/** The lines of each host, by its name; a host of which it remembers nothing has none. */
export function broughtIn(state: TerraformState | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map(
    (state?.resources ?? []).flatMap(({ type, name, instances }) => {
      const host = hostOfMemory({ type, name });
      const present = instances.find(({ deposed }) => deposed === undefined);
      const read = z.safeParse(text, present?.attributes?.input);
      return host === undefined || !read.success || read.data.value === ''
        ? []
        : [[host, read.data.value.split('\n')] as const];
    }),
  );
}
