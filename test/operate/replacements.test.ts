import test from 'ava';
import fc from 'fast-check';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { MachineChange } from '../../src/operate/machines.ts';
import { heldBack } from '../../src/operate/replacement/hold-back.ts';
import { type ReplacementInput, replacementsOf } from '../../src/operate/replacement/replacement.ts';
import { replacements } from '../../src/operate/rollout/phases/replacements.ts';
import { resolved } from '../_boot.ts';
import { wellObserved, withRedis } from './status/_observed.ts';

const FIVE: EnvironmentDefinition = {
  name: 'five',
  redis: { package: 'redis80' },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    first: { roles: ['primary', 'sentinel'], priority: 10 },
    second: { roles: ['replica', 'sentinel'], priority: 20 },
    third: { roles: ['replica'], priority: 30 },
    never: { roles: ['replica'], priority: 0 },
    watch: { roles: ['sentinel'] },
  },
};

const environment = resolved(FIVE);
const NAMES = environment.hosts.map(({ name }) => name);

const NO_DRIFT = {
  environment: 'five',
  hosts: [],
  rows: { unknown: [], host: [], left: [], definition: [], expected: [] },
  impact: 'none',
} as const;

/** What is planned from, where some machines have to be made anew. */
function inputOf(hosts: readonly MachineChange[], primary = 'first'): ReplacementInput {
  const machines = { hosts, rest: [], last: [], refusals: [] };
  return { environment, machines, drift: NO_DRIFT, status: { primary, data: [] } };
}

/** A host that gets another size. */
function resized(host: string): MachineChange {
  return { host, deed: 'resize', why: ['m7g.medium becomes m7g.large'] };
}

/** A host that gets a newer engine. */
function upgraded(host: string): MachineChange {
  return { host, deed: 'replace', why: ['the package redis72 becomes redis80'], engine: '7.2' };
}

/** Each step in short. */
function order(input: ReplacementInput): readonly string[] {
  return replacements(input).steps.map(({ kind, hosts }) => `${kind} ${hosts.join(' to ')}`);
}

test('Sentinels come first, then who is promoted never, last and first, and the primary behind one switch-over', (t) => {
  t.deepEqual(order(inputOf(NAMES.map(resized))), [
    'replacement watch',
    'replacement never',
    'replacement third',
    'replacement second',
    'switch-over first to second',
    'replacement first',
  ]);
});

test('what reads less than its package would is what counts, such as a Redis 7.0 in its place', (t) => {
  const valkey = resolved({ ...FIVE, engine: 'valkey', redis: { version: '8.1' } });
  const upgrades = NAMES.map(upgraded);
  const engine = { name: 'Redis', version: '7.0.15', line: '7.0' } as const;
  const { data } = withRedis(wellObserved(valkey), 'third', { engine });
  const input = { ...inputOf(upgrades), environment: valkey, status: { primary: 'first', data } };
  const all = replacementsOf(input);
  t.deepEqual(
    all.map(({ host, before }) => [host.name, before]),
    [
      ['watch', '7.2'],
      ['never', '7.2'],
      ['third', '7.0'],
      ['second', '7.2'],
      ['first', '7.2'],
    ],
  );
  t.deepEqual(
    heldBack(input, all.slice(2)).map(({ name }) => name),
    ['second'],
  );
});

test('where the primary stays as it is nobody hands over', (t) => {
  t.deepEqual(order(inputOf([resized('second'), resized('watch')])), [
    'replacement watch',
    'replacement second',
  ]);
});

test('after a failover it is who leads now that comes last, whatever the definition began with', (t) => {
  t.deepEqual(order(inputOf(NAMES.map(resized), 'third')).slice(-2), [
    'switch-over third to first',
    'replacement third',
  ]);
});

test('a roll-out that was cut off behind its switch-over goes on without another one', (t) => {
  t.deepEqual(order(inputOf([resized('first')], 'second')), ['replacement first']);
});

test('a step says what it does and why, what clients notice, and how to go back', (t) => {
  const [step] = replacements(inputOf([resized('third')])).steps;
  t.like(step, {
    what: 'made anew: m7g.medium becomes m7g.large',
    why: 'replicas before the primary, and first the one that would be promoted last',
    notice: 'reads from it fail until it is back',
    undo: 'put the definition back and run vedette rollout five: it makes the host as it was, with the data volume that it has',
    impact: 'replace',
  });
});

test('an engine that has written data is not taken back, and says so; a Sentinel is', (t) => {
  const { steps } = replacements(inputOf([upgraded('third'), upgraded('watch')]));
  const undo = Object.fromEntries(steps.map((step) => [step.hosts.join(), step.undo]));
  t.is(undo.third, 'nothing: no older engine is brought to data that Redis 8.0 has written');
  t.regex(undo.watch ?? '', /^put the definition back and run vedette rollout five: /);
});

/** Who is held back while each host of an upgrade is in hand. */
function heldIn(input: ReplacementInput): readonly string[] {
  const all = replacementsOf(input);
  return all.map(({ host }, at) => {
    const held = heldBack(input, all.slice(at + 1)).map(({ name }) => name);
    return `${host.name}: ${held.join(' ')}`.trim();
  });
}

test('those of a newer engine are held back while an older replica that may lead goes on, and not longer', (t) => {
  t.deepEqual(heldIn(inputOf(NAMES.map(upgraded))), [
    'watch:',
    'never:',
    'third: third',
    'second:',
    'first:',
  ]);
});

test('what an earlier roll-out has upgraded is held back too', (t) => {
  t.deepEqual(heldIn(inputOf(['never', 'second', 'first'].map(upgraded))), [
    'never: third',
    'second:',
    'first:',
  ]);
});

test('where every engine reads what the others write nobody is held back', (t) => {
  t.deepEqual(heldIn(inputOf(NAMES.map(resized))), ['watch:', 'never:', 'third:', 'second:', 'first:']);
});

test('property: at every moment somebody may lead who is neither in hand nor held back, and nobody switches twice', (t) => {
  const changes = fc.subarray(NAMES).map((names) => names.map(upgraded));
  const leaders = fc.constantFrom('first', 'second', 'third');
  fc.assert(
    fc.property(changes, leaders, (hosts, primary) => {
      const input = inputOf(hosts, primary);
      const all = replacementsOf(input);
      const switches = replacements(input).steps.filter(({ kind }) => kind === 'switch-over').length;
      const everyMoment = all.every(({ host }, at) => {
        const held = heldBack(input, all.slice(at + 1)).map(({ name }) => name);
        return ['first', 'second', 'third'].some(
          (name) => name !== host.name && name !== primary && !held.includes(name),
        );
      });
      return everyMoment && switches === Number(hosts.some(({ host }) => host === primary));
    }),
    { numRuns: 100 },
  );
  t.pass();
});
