import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Change, Diff } from '../../src/diff/change.ts';
import { fileSnapshot, type Reading } from '../../src/diff/source/file.ts';
import { folderSnapshot } from '../../src/diff/source/folder.ts';
import { inOrder } from '../../src/diff/step.ts';
import type { RedisVersion } from '../../src/redis/catalogue/index.ts';
import { redactor } from '../../src/redis/redact.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { diffOf } from './_documents.ts';

/** Compares files and folders that a test writes, each pair in a folder of its own, as the command reads them. */
export function differ(title: string) {
  const scratch = scratchFolder(title);
  let count = 0;
  const folder = (): string => relative(ROOT, join(scratch, String(count++)));
  return {
    /** Compares a file `a.conf` with a file `b.conf`. */
    files(before: string, after: string, version: RedisVersion = '7.2'): Promise<Diff> {
      const [at, reading] = [folder(), { version, redact: redactor() }];
      const [a, b] = [`${at}/a.conf`, `${at}/b.conf`];
      write(a, before);
      write(b, after);
      return diffOf(named(fileSnapshot(a, reading), 'a.conf'), named(fileSnapshot(b, reading), 'b.conf'));
    },
    /** Compares two folders of hosts: the redis.conf of each by its name. */
    folders(
      before: Readonly<Record<string, string>>,
      after: Readonly<Record<string, string>>,
    ): Promise<Diff> {
      const [one, other] = [before, after].map((hosts) => {
        const at = folder();
        for (const [host, text] of Object.entries(hosts)) write(`${at}/${host}/redis.conf`, text);
        return at;
      });
      const reading: Reading = { version: '7.2', redact: redactor() };
      return diffOf(folderSnapshot(one ?? '', reading), folderSnapshot(other ?? '', reading));
    },
  };
}

/** A file under a name that does not change with the place of the test. */
function named(snapshot: ReturnType<typeof fileSnapshot>, name: string): ReturnType<typeof fileSnapshot> {
  return {
    name,
    label: name,
    programs: snapshot.programs.map((program) => ({ ...program, host: name })),
  };
}

function write(path: string, text: string): void {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

/** All steps of the changes, as a person reads them. */
export function stepsOf(changes: readonly Change[]): readonly string[] {
  return inOrder(changes.flatMap(({ byHand = [] }) => byHand)).map(({ text }) => text);
}
