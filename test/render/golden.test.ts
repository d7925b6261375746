import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { type HostFiles, renderEnvironment } from '../../src/render/host-files.ts';
import { shipped } from '../_environment.ts';
import { GOLDEN, matchesGolden } from '../_golden.ts';

for (const name of environmentNames())
  test(`the files of every host of ${name} are as reviewed`, async (t) => {
    const hosts = renderEnvironment(await shipped(name));
    for (const files of hosts)
      for (const [file, text] of filesOf(files)) matchesGolden(t, join(name, files.host, file), text);
    t.deepEqual(
      foldersOf(name),
      hosts.map(({ host }) => host).sort(),
      'a golden folder stands for a host that is gone',
    );
  });

function filesOf({ redisConf, sentinelConf, userData }: HostFiles): readonly (readonly [string, string])[] {
  return [
    ...(redisConf === undefined ? [] : [['redis.conf', redisConf] as const]),
    ...(sentinelConf === undefined ? [] : [['sentinel.conf', sentinelConf] as const]),
    ['user-data.sh', userData],
  ];
}

function foldersOf(environment: string): readonly string[] {
  return readdirSync(join(GOLDEN, environment), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
