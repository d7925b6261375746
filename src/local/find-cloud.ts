/** Which of the clouds that are up a command is about. */
import { UserError } from '../base/errors.ts';
import { openEnvironment } from '../topology/open.ts';
import { cloudNames, connectCloud, type LocalCloud } from './index.ts';

/** Every cloud that is up. */
export async function cloudsUp(): Promise<readonly LocalCloud[]> {
  const clouds = await Promise.all(cloudNames().map(connectCloud));
  return clouds.filter((cloud) => cloud !== undefined);
}

/**
 * The cloud of an environment; undefined if it is not up. The name is tried first, so that a cloud can be ended even
 * if its definition no longer loads.
 */
export async function cloudOf(nameOrPath: string): Promise<LocalCloud | undefined> {
  return (await connectCloud(nameOrPath)) ?? connectCloud((await openEnvironment(nameOrPath)).name);
}

/**
 * The cloud that has a host.
 *
 * @param nameOrPath the environment; undefined where the host alone tells
 * @throws UserError if none has it, or several
 */
export async function cloudWithHost(host: string, nameOrPath: string | undefined): Promise<LocalCloud> {
  const clouds = nameOrPath === undefined ? await cloudsUp() : [await cloudOf(nameOrPath)];
  const up = clouds.filter((cloud) => cloud !== undefined);
  if (up.length === 0)
    throw new UserError(
      nameOrPath === undefined
        ? 'no environment is up; start one with vedette local up <env>'
        : `${nameOrPath} is not up; start it with vedette local up ${nameOrPath}`,
    );
  const having = await Promise.all(up.map(async (cloud) => ((await hasHost(cloud, host)) ? [cloud] : [])));
  const [found, ...further] = having.flat();
  if (found === undefined) throw new UserError(await unknownHost(host, up));
  if (further.length > 0)
    throw new UserError(`${host} is a host of ${namesOf([found, ...further])}; say which with --env`);
  return found;
}

async function hasHost(cloud: LocalCloud, host: string): Promise<boolean> {
  return host === 'router' || (await cloud.hosts()).some(({ name }) => name === host);
}

async function unknownHost(host: string, clouds: readonly LocalCloud[]): Promise<string> {
  const names = await Promise.all(clouds.map(async (cloud) => (await cloud.hosts()).map(({ name }) => name)));
  return `there is no host ${host} in ${namesOf(clouds)}; use one of ${['router', ...names.flat()].join(', ')}`;
}

function namesOf(clouds: readonly LocalCloud[]): string {
  return clouds.map(({ name }) => name).join(' and ');
}
