/** What is done to what hosts are built from: the password in the store, user-data, and Sentinel's own file. */
import { UserError } from '../base/errors.ts';
import { listOf, textOf } from '../group/reply.ts';
import { putPassword } from '../local/environment-cloud.ts';
import { printWord } from '../redis/line.ts';
import { configFile } from '../render/freebsd.ts';
import { renderHost } from '../render/host-files.ts';
import { REDIS_PASSWORD } from '../render/secrets.ts';
import type { Host } from '../topology/environment.ts';
import { overwrite, runOn } from './faults.ts';
import type { Stage } from './stage.ts';

/** The password that the Redis of a host asks for. @throws UserError if it does not answer */
export async function groupPassword(stage: Stage, host: Host): Promise<string> {
  const [, password] = listOf(await stage.askRedis(host, 'CONFIG', 'GET', 'requirepass')).map(textOf);
  if (password === undefined) throw new UserError(`Redis on ${host.name} does not tell its password`);
  return password;
}

/** Lays a password into the secret store, which hosts get that are built from now on. `whose` is for the mark. */
export function layPassword(stage: Stage, whose: string, password: string): Promise<void> {
  return stage.act(`${whose} laid into the secret store`, undefined, (cloud) =>
    putPassword(cloud, stage.environment, password),
  );
}

/** Runs the user-data of a host once more, as a first boot does that was cut short; fulfilled when it has ended. */
export function repeatUserData(stage: Stage, host: Host): Promise<void> {
  const script = 'aws-ec2-imdsv2-get latest/user-data >/tmp/user-data && sh /tmp/user-data';
  return runOn(stage, host, `user-data of ${host.name} run again`, ['sh', '-c', script]);
}

/** Writes the first content of a Sentinel's file over it, as configuration management does that does not look. */
export async function resetSentinelFile(stage: Stage, host: Host): Promise<void> {
  const { sentinelConf } = renderHost(stage.environment, host);
  if (sentinelConf === undefined) throw new RangeError(`${host.name} has no Sentinel`);
  const password = await groupPassword(stage, stage.primary);
  await overwrite(
    stage,
    host,
    sentinelConfOf(stage),
    sentinelConf.replaceAll(printWord(REDIS_PASSWORD), password),
  );
}

/** Deletes a Sentinel's file. */
export function deleteSentinelFile(stage: Stage, host: Host): Promise<void> {
  const file = sentinelConfOf(stage);
  return runOn(stage, host, `${file} of ${host.name} deleted`, ['rm', file]);
}

function sentinelConfOf({ environment }: Stage): string {
  return configFile(environment.redis.engine, 'sentinel');
}
