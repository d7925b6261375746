import { needs } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const folder = workFolder('side-by-side');

needs(...WITH_TERRAFORM)('two environments with the same addresses stand side by side', async (t) => {
  t.timeout(400_000);
  const stacks = [
    await TestStack.of(folder, { ...PAIR, name: 'left' }),
    await TestStack.of(folder, { ...PAIR, name: 'right' }),
  ];
  await Promise.all(stacks.map((stack) => stack.apply()));
  for (const stack of stacks) await new Group(stack).write(stack.environment.name);
  for (const stack of stacks) t.deepEqual(await new Group(stack).keys(), [stack.environment.name]);
  await Promise.all(stacks.map((stack) => stack.destroy()));
});
