import test from 'ava';
import type { Snapshot } from '../../src/diff/snapshot.ts';
import { redact } from '../../src/redis/redact.ts';
import { changesOf, diffOf, fileOf } from './_documents.ts';

const RENAMED = 'rename-command CONFIG b840fc02';
const TAKEN = 'rename-command CONFIG ""';

async function stepsOf(before: string, after: string): Promise<readonly string[]> {
  const { changes } = await diffOf(redacted(before), redacted(after));
  return changes.flatMap(({ byHand = [] }) => byHand.map(({ text }) => text));
}

/** As every file is read before it is compared. */
function redacted(text: string): Snapshot {
  const file = fileOf(text);
  return {
    ...file,
    programs: file.programs.map((program) => ({ ...program, document: redact(program.document) })),
  };
}

test('steps call CONFIG by a reference to the name that the server has for it', async (t) => {
  const steps = await stepsOf(`${RENAMED}\nhz 10`, `${RENAMED}\nhz 20`);
  t.deepEqual(steps, ['{secret rename-command/CONFIG} SET hz 20', '{secret rename-command/CONFIG} REWRITE']);
});

test('a server without CONFIG gets a setting by its file and a restart', async (t) => {
  const [change] = await changesOf(`${TAKEN}\nhz 10`, `${TAKEN}\nhz 20`);
  t.is(change?.impact, 'restart');
  t.is(change?.note, 'CONFIG is taken away on this server');
  t.deepEqual(
    change?.byHand?.map(({ text }) => text),
    ['service redis stop', 'redis.conf: hz 20', 'service redis start'],
  );
});

test('a server without CONFIG gets no step to an append-only file, with which it would begin without data', async (t) => {
  const changes = await changesOf(`${TAKEN}\nsave 60 1`, `${TAKEN}\nsave 60 1\nappendonly yes`);
  t.deepEqual(
    changes.map(({ key, impact, byHand }) => [key, impact, byHand]),
    [['appendonly', 'data-loss', []]],
  );
});

test('a command that keeps its name is called by it beside one that does not', async (t) => {
  const line = 'rename-command FLUSHALL ""';
  t.deepEqual(await stepsOf(`${line}\nhz 10`, `${line}\nhz 20`), ['CONFIG SET hz 20', 'CONFIG REWRITE']);
});
