import test from 'ava';
import { EFFECTS } from '../../src/aws/effects/index.ts';
import { allShipped } from '../_environment.ts';
import { synth } from './_synth.ts';

test('every object that has a region names it', async (t) => {
  for (const environment of await allShipped()) {
    const { resource } = await synth(environment);
    for (const [type, named] of Object.entries(resource))
      for (const [name, { region }] of Object.entries(named))
        t.is(
          region,
          'region' in (EFFECTS[type]?.arguments ?? {}) ? environment.aws.region : undefined,
          `${type}.${name}`,
        );
  }
});
