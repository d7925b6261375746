import test from 'ava';
import type { LocalHost } from '../../src/local/index.ts';
import { planLocally } from '../../src/local/machines.ts';

const GIB = 2 ** 30;

/** A host that holds data, with some fields of its own. */
function host(name: string, own: Partial<LocalHost> = {}): LocalHost {
  return {
    name,
    address: '10.0.0.10',
    subnet: '10.0.0.0/24',
    zone: 'eu-central-1a',
    userData: '#!/bin/sh\n',
    size: 't4g.small',
    volume: `vol-${name}`,
    volumeSize: 8 * GIB,
    ...own,
  };
}

/** The plan for one host that is to be another one. */
function planFor(before: Partial<LocalHost>, after: Partial<LocalHost>) {
  return planLocally([host('one', before)], [host('one', after)]);
}

test('hosts that are as the definition says have nothing to be done, whatever their scripts say', (t) => {
  t.deepEqual(planFor({}, { userData: '#!/bin/sh\necho another\n' }), {
    hosts: [],
    rest: [],
    last: [],
    refusals: [],
  });
});

test('a host is made where there is none, and ended where the definition has it no more', (t) => {
  t.deepEqual(planLocally([host('old')], [host('new')]).hosts, [
    { host: 'new', deed: 'create', why: ['there is no machine of it'] },
    { host: 'old', deed: 'remove', why: ['the definition has it no more'] },
  ]);
});

test('another size is a deed of its own, and what else differs makes it a replacement with every reason', (t) => {
  t.deepEqual(planFor({}, { size: 't4g.medium' }).hosts, [
    { host: 'one', deed: 'resize', why: ['t4g.small becomes t4g.medium'] },
  ]);
  t.deepEqual(planFor({}, { size: 't4g.medium', address: '10.0.0.11', volumeSize: 16 * GIB }).hosts, [
    {
      host: 'one',
      deed: 'replace',
      why: [
        't4g.small becomes t4g.medium',
        '10.0.0.10 becomes 10.0.0.11',
        'its data volume grows from 8gb to 16gb',
      ],
    },
  ]);
});

test('a machine that is off or did not boot, as a run that was cut off leaves it, is made anew', (t) => {
  const whyOf = (state: 'running' | 'stopped' | 'killed', boot: 'ready' | 'failed') =>
    planLocally([host('one')], [host('one')], [{ name: 'one', state, boot }]).hosts;
  t.deepEqual(whyOf('stopped', 'ready'), [{ host: 'one', deed: 'replace', why: ['it is off'] }]);
  t.deepEqual(whyOf('killed', 'ready'), [{ host: 'one', deed: 'replace', why: ['it is off'] }]);
  t.deepEqual(whyOf('running', 'failed'), [{ host: 'one', deed: 'replace', why: ['it did not boot'] }]);
  t.deepEqual(whyOf('running', 'ready'), []);
});

test('a size or an image that nobody knows is none that differs', (t) => {
  const { size: _, ...unknown } = host('one');
  t.deepEqual(planLocally([unknown], [host('one', { image: '15.1' })]).hosts, []);
});

test('a host that started from another image is made anew', (t) => {
  t.deepEqual(planFor({ image: '15.0' }, { image: '15.1' }).hosts, [
    { host: 'one', deed: 'replace', why: ['the image 15.0 becomes 15.1'] },
  ]);
});

test('a volume that would become smaller is refused, and nothing is done to its host', (t) => {
  t.deepEqual(planFor({ volumeSize: 16 * GIB }, {}), {
    hosts: [],
    rest: [],
    last: [],
    refusals: ['the data volume of one has 16gb, and no disk becomes smaller: give it that size'],
  });
});
