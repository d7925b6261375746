import { isPackageName, PACKAGES, type PackageName } from '../../definition/packages.ts';
import { infoOf } from '../../group/reply.ts';
import type { Engines } from '../../local/engine.ts';
import { isStepBack } from '../../redis/catalogue/index.ts';
import { dataHosts, type Environment } from '../../topology/environment.ts';
import { rollOutDrill } from '../change/roll-out-drill.ts';
import type { Stage } from '../stage.ts';
import { withoutReplica } from '../unfit.ts';

export const rollOutEngine = rollOutDrill({
  name: 'roll-out-engine',
  story:
    'Rolls out a newer package, whose engine --engine-of gives: Sentinels and replicas are made anew one by one, the primary last and after one switch-over, and no acknowledged write is lost.',
  isExtra: true,
  edit: (environment, engines) => {
    const name = newestOf(environment, engines);
    const unfit =
      withoutReplica(environment) ??
      (name === undefined
        ? `no newer package than ${environment.redis.package} has an engine here; give one with --engine-of`
        : undefined);
    if (name === undefined || unfit !== undefined) return { unfit: unfit ?? '' };
    const { definition } = environment;
    return { ...definition, redis: { ...definition.redis, package: name } };
  },
  hosts: ({ hosts }) => hosts.length,
  afterwards: untilNew,
});

/** The newest package with an engine of its own that is newer than that of an environment; undefined if there is none. */
function newestOf({ redis }: Environment, engines: Engines): PackageName | undefined {
  return Object.keys(engines)
    .filter(isPackageName)
    .filter((name) => isStepBack(PACKAGES[name].version, redis.version))
    .toSorted((one, other) => (isStepBack(PACKAGES[one].version, PACKAGES[other].version) ? 1 : -1))
    .at(-1);
}

/** Another engine may have started in its place. */
async function untilNew(stage: Stage): Promise<void> {
  const name = newestOf(stage.environment, stage.engines);
  const engine = name && stage.engines[name];
  if (engine === undefined) return;
  await stage.until(`every Redis is ${engine.name} ${engine.version}`, async () => {
    const answers = await Promise.all(
      dataHosts(stage.environment).map((host) => stage.askRedis(host, 'INFO', 'server')),
    );
    return answers.every((info) => versionIn(infoOf(info)) === engine.version);
  });
}

/** Valkey tells a version of Redis too, for clients. */
function versionIn(info: ReadonlyMap<string, string>): string | undefined {
  return info.get('valkey_version') ?? info.get('redis_version');
}
