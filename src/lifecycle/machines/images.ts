/** From which image each host would start now, as a plan tells it (src/aws/pending.ts). */
import * as z from 'zod/mini';
import { IMAGES } from '../../aws/host-memory.ts';
import type { TerraformPlan } from '../terraform/plan-json.ts';

const images = z.record(z.string(), z.string());

/** The ids by the names of hosts; undefined where the plan does not tell them. */
export function imagesIn({
  output_changes: outputs = {},
}: TerraformPlan): Readonly<Record<string, string>> | undefined {
  const read = z.safeParse(images, outputs[IMAGES]?.after);
  return read.success ? read.data : undefined;
}
