import { fc, testProp } from '@fast-check/ava';
import type { Diff } from '../../src/diff/change.ts';
import { printComment } from '../../src/diff/comment.ts';
import { diffReport } from '../../src/diff/report.ts';
import type { Snapshot } from '../../src/diff/snapshot.ts';
import type { DocumentKind } from '../../src/redis/document.ts';
import { type Redactor, redactor } from '../../src/redis/redact.ts';
import { printHuman } from '../../src/report/human.ts';
import { printMarkdown } from '../../src/report/markdown.ts';
import { diffOf, fileOf } from './_documents.ts';

/** Every place of a file that can hold a secret. */
const REDIS = (secret: string) =>
  [
    `requirepass ${secret}`,
    `masterauth ${secret}`,
    `user app on >${secret} #${Buffer.from(secret).toString('hex').padEnd(64, '0').slice(0, 64)} ~* +@all`,
    `rename-command KEYS ${secret}`,
    `tls-key-file-pass ${secret}`,
  ].join('\n');

const SENTINEL = (secret: string) =>
  [
    'sentinel monitor m 10.0.0.1 6379 2',
    `sentinel auth-pass m ${secret}`,
    `sentinel sentinel-pass ${secret}`,
    `requirepass ${secret}`,
  ].join('\n');

/** Text that occurs in no output by chance. */
const anySecret = fc.stringMatching(/^[A-Z][A-Za-z0-9]{11,40}$/);

function side(text: string, program: DocumentKind, redact: Redactor): Snapshot {
  const snapshot = fileOf(text, { program });
  return {
    ...snapshot,
    programs: snapshot.programs.map((one) => ({ ...one, document: redact(one.document) })),
  };
}

async function outputs(
  write: (secret: string) => string,
  program: DocumentKind,
  [old, now]: readonly [string, string],
) {
  const redact = redactor();
  const diff: Diff = await diffOf(side(write(old), program, redact), side(write(now), program, redact));
  const report = diffReport(diff, { all: true });
  return [
    JSON.stringify(diff),
    printComment(diff),
    printMarkdown(report),
    printHuman(report, { width: 100, paint: (_, text) => text }),
  ];
}

for (const [program, write] of [
  ['redis', REDIS],
  ['sentinel', SENTINEL],
] as const) {
  testProp(`no output holds a secret of ${program}`, [anySecret, anySecret], async (t, old, now) => {
    for (const text of await outputs(write, program, [old, now])) {
      t.false(text.includes(old));
      t.false(text.includes(now));
    }
  });

  testProp(
    `an output tells that secrets of ${program} differ, and neither their length nor anything else`,
    [fc.uniqueArray(anySecret, { minLength: 4, maxLength: 4 })],
    async (t, [a = '', b = '', c = '', d = '']) => {
      t.deepEqual(await outputs(write, program, [a, b]), await outputs(write, program, [c, d]));
      t.notDeepEqual(await outputs(write, program, [a, b]), await outputs(write, program, [a, a]));
    },
  );
}
