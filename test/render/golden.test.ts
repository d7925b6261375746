import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { type HostFiles, renderEnvironment, renderHost } from '../../src/render/host-files.ts';
import type { Environment, Host } from '../../src/topology/environment.ts';
import { allShipped, shipped } from '../_environment.ts';
import { GOLDEN, matchesGolden } from '../_golden.ts';

for (const name of environmentNames())
  test(`the files of every host of ${name} are as reviewed, its boot script where it is the first of its kind`, async (t) => {
    const environment = await shipped(name);
    const firsts = await firstOfEachKind();
    const hosts = renderEnvironment(environment).map((files) => ({
      host: files.host,
      files: filesOf(files, firsts.has(`${name}/${files.host}`)),
    }));
    for (const { host, files } of hosts)
      for (const [file, text] of files) matchesGolden(t, join(name, host, file), text);
    t.deepEqual(
      foldersOf(name),
      hosts.map(({ host, files }) => [host, files.map(([file]) => file).sort()]).sort(),
      'a golden file stands for something that is gone',
    );
  });

for (const name of environmentNames())
  test(`boot scripts of one kind in ${name} differ in names, addresses and files only`, async (t) => {
    const environment = await shipped(name);
    const common = new Map<string, string>();
    for (const host of environment.hosts) {
      const kind = kindOf(environment, host);
      const script = withoutOwn(renderHost(environment, host).bootScript);
      t.is(script, common.get(kind) ?? script, host.name);
      common.set(kind, script);
    }
  });

/** What a host does not share: the first line about it, the files that it carries, and the variables that name hosts. */
function withoutOwn(script: string): string {
  return script
    .replace(/^# First boot of .*$/m, '')
    .replace(/(?<=<<'END-OF-(REDIS|SENTINEL)-CONF'\n).*?(?=^END-OF-\1-CONF$)/gms, '')
    .replace(/^(host|self|peers|promotable)=.*$/gm, '');
}

/** The first host of each kind, as `lab/ctrl`; the others' scripts say nothing new. */
async function firstOfEachKind(): Promise<ReadonlySet<string>> {
  const firsts = new Map<string, string>();
  for (const environment of await allShipped())
    for (const host of environment.hosts) {
      const kind = kindOf(environment, host);
      if (!firsts.has(kind)) firsts.set(kind, `${environment.name}/${host.name}`);
    }
  return new Set(firsts.values());
}

/** What the template of the boot script asks for. */
function kindOf({ aws }: Environment, { data, sentinel }: Host): string {
  return [data !== undefined, sentinel !== undefined, aws.updates].join();
}

function filesOf(
  { redisConf, sentinelConf, bootScript }: HostFiles,
  withScript: boolean,
): readonly (readonly [string, string])[] {
  return [
    ...(redisConf === undefined ? [] : [['redis.conf', redisConf] as const]),
    ...(sentinelConf === undefined ? [] : [['sentinel.conf', sentinelConf] as const]),
    ...(withScript ? [['boot.sh', bootScript] as const] : []),
  ];
}

function foldersOf(environment: string): readonly (readonly [string, readonly string[]])[] {
  const folder = join(GOLDEN, environment);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, readdirSync(join(folder, name)).sort()] as const)
    .sort();
}
