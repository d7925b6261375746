import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findDrift } from '../../../src/operate/drift/drift.ts';
import { parseDocument } from '../../../src/redis/parse.ts';
import { knownProblems } from '../../../src/redis/problems.ts';
import { needs } from '../../_needs.ts';
import { runGroup, THREE } from '../_processes.ts';
import { rowsOf } from './_rows.ts';

const VALKEY = 'tmp/engines/valkey-8.1/valkey-server';

needs(VALKEY)(
  'what Valkey renames in its file is no drift, and is told before a Redis would refuse it',
  async (t) => {
    const directives = { 'repl-diskless-sync-delay': 0, 'slowlog-max-len': 64 };
    const { group, environment, file } = await runGroup(
      t,
      { ...THREE, engine: 'valkey', redis: { version: '8.1', directives } },
      { engine: resolve(VALKEY) },
    );
    const written = await readFile(file('two', 'redis'), 'utf8');
    t.regex(written, /^primaryauth /m);
    t.regex(written, /^commandlog-slow-execution-max-len 64$/m);
    await group.redis('two').ask(['CONFIG', 'SET', 'masterauth', 'of-another-group-42']);
    await group.redis('two').ask(['CONFIG', 'SET', 'slowlog-max-len', '65']);
    await group.redis('two').ask(['CONFIG', 'REWRITE']);
    const text = await readFile(file('two', 'redis'), 'utf8');
    t.notRegex(text, /^(masterauth|slowlog)/m);
    t.deepEqual(rowsOf(await findDrift(group, environment, { standsIn: false })), [
      'host masterauth {secret masterauth} -> {secret redis-password} on two',
      'host slowlog-max-len 65 -> 64 on two',
    ]);
    const document = parseDocument(text, { file: 'redis.conf', kind: 'redis' });
    const refused = knownProblems(document, '8.0', 'redis').map(({ name }) => name);
    t.true(refused.includes('primaryauth') && refused.includes('commandlog-slow-execution-max-len'));
  },
);
