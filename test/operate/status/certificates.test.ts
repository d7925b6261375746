import test from 'ava';
import {
  areGood,
  type CertificateStatus,
  certificateElements,
  certificatesOf,
} from '../../../src/operate/status/certificates.ts';
import { BASE, resolved } from '../../topology/_base.ts';

const TLS = resolved({ ...BASE, tls: { mode: 'required' } });
const NOW = new Date('2026-11-28T12:00:00Z');

/** What is said of a certificate that ends then. */
function said(changes: Partial<CertificateStatus>): string {
  const certificate: CertificateStatus = {
    host: 'data1',
    program: 'redis',
    expires: '2027-02-26T12:00:00.000Z',
    problem: undefined,
    ...changes,
  };
  return JSON.stringify(certificateElements(TLS, [certificate], NOW));
}

test('without TLS nobody is asked for a certificate', async (t) => {
  const certificate = async () => t.fail();
  t.deepEqual(await certificatesOf({ environment: resolved(BASE), certificate }), []);
  t.deepEqual(certificateElements(resolved(BASE), [], NOW), []);
});

test('every program of a host is looked at, and one that shows nothing is not good', async (t) => {
  const expires = new Date('2027-02-26T12:00:00Z');
  const certificates = await certificatesOf({
    environment: TLS,
    certificate: async (host) => (host === 'data3' ? undefined : { expires, problem: undefined }),
  });
  t.deepEqual(
    certificates.map(({ host, program, problem }) => [host, program, problem]),
    ['redis', 'sentinel'].flatMap((program) => [
      ['data1', program, undefined],
      ['data2', program, undefined],
      ['data3', program, 'it shows none'],
    ]),
  );
  t.false(areGood(certificates));
  t.true(areGood(certificates.filter(({ host }) => host !== 'data3')));
});

test('a certificate says its last day, and warns where it should have been renewed', (t) => {
  t.regex(said({}), /2027-02-26.*good for 90 more days"/);
  t.regex(said({ expires: '2026-12-13T12:00:00Z' }), /good for 15 more days"/);
  t.regex(said({ expires: '2026-12-12T12:00:00Z' }), /14 more days, and not renewed yet.*warning/);
  t.regex(said({ problem: 'it has expired' }), /it has expired.*error/);
});
