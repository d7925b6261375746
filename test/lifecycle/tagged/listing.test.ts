import test from 'ava';
import { stacksOf } from '../../../src/aws/stacks.ts';
import { environmentNames } from '../../../src/definition/load.ts';
import { LISTINGS } from '../../../src/lifecycle/tagged/listing.ts';
import { RESOURCE_TYPES } from '../../../src/local/provider/types/index.ts';
import { openEach } from '../../../src/register/open.ts';

test('how it is found without a state is known of every type that a shipped stack, or this machine, has', async (t) => {
  const { environments } = await openEach(environmentNames());
  t.is(environments.length, 5);
  const stacks = await stacksOf(environments);
  const types = new Set([
    ...stacks.flatMap(({ resource = {} }) => Object.keys(resource)),
    ...Object.keys(RESOURCE_TYPES),
  ]);
  t.deepEqual(
    [...types].filter((type) => LISTINGS[type] === undefined),
    [],
  );
});

test('what is listed by its tags can have tags', async (t) => {
  const tagged = Object.keys(LISTINGS).filter((type) => 'service' in (LISTINGS[type] ?? {}));
  const { Schemas } = await import('../../../src/local/provider/schemas.ts');
  const schemas = new Schemas();
  for (const type of tagged.filter((each) => each in RESOURCE_TYPES))
    t.true('tags_all' in schemas.resource(type).block.attributes, type);
});
