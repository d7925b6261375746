import test from 'ava';
import { type Problem, problem, textsOf } from '../../../src/group/problem.ts';
import { unmended } from '../../../src/operate/rollout/fitness.ts';
import type { StepFacts } from '../../../src/operate/step.ts';
import { MIXED, resolved } from './_input.ts';

const environment = resolved(MIXED);
const address = environment.hosts.find(({ name }) => name === 'data3')?.address ?? '';

/** What the group remembers of a host that it does not know any more: as a status of it has that. */
function remembered(at: string): readonly Problem[] {
  return ['a Sentinel', 'a replica'].map((what) => ({
    kind: 'stranger',
    hosts: ['watch1'],
    address: at,
    text: `Sentinel watch1 knows ${what} at ${at} that is not declared`,
  }));
}

/** What stays wrong while a host is made. */
function stays(problems: readonly Problem[], host: string): readonly string[] {
  return unmended({ problems }, [made(host)], environment);
}

function made(host: string): StepFacts {
  const told = { what: 'made', why: 'it is gone', notice: 'nothing', undo: 'nothing' };
  return { ...told, kind: 'arrival', hosts: [host], impact: 'live' };
}

test('a group that remembers a host whose machine is gone is fit for its return, and for no other step', (t) => {
  t.deepEqual(stays(remembered(address), 'data3'), []);
  t.deepEqual(stays(remembered(address), 'data2'), textsOf(remembered(address)));
});

test('an address that begins as that of the host is another one', (t) => {
  const longer = remembered(`${address}0`);
  t.deepEqual(stays(longer, 'data3'), textsOf(longer));
});

test('what is wrong with a host that is changed goes with that, whatever it is called, and what is wrong with others stays', (t) => {
  const out = (host: string): Problem =>
    problem('out-of-sync', [host], `${host} is not in sync, beside data3`);
  t.deepEqual(stays([out('data3'), out('data2')], 'data3'), ['data2 is not in sync, beside data3']);
});

test('a program that is told its quorum or its priority is fit for that, and other kinds of problems are not mended by it', (t) => {
  const told: StepFacts = { ...made('watch1'), kind: 'live' };
  const quorum = problem('quorum', ['watch1'], 'Sentinel watch1 has quorum 2 instead of 3');
  const tilt = problem('sentinel-unable', ['watch1'], 'Sentinel watch1 is in TILT');
  const other = problem('quorum', ['watch2'], 'Sentinel watch2 has quorum 2 instead of 3');
  t.deepEqual(unmended({ problems: [quorum, tilt, other] }, [told], environment), [tilt.text, other.text]);
});

test('how many there are is another matter where a host is changed, and only there', (t) => {
  const few = [
    problem('sentinels-known', ['watch1'], 'Sentinel watch1 knows 3 other Sentinels of 4'),
    problem('acknowledged', ['data1'], '1 of 2 replicas acknowledge what data1 writes'),
  ];
  t.deepEqual(stays(few, 'data3'), []);
  t.deepEqual(unmended({ problems: few }, [{ ...made('data3'), kind: 'live' }], environment), textsOf(few));
});
