/** Which of the clouds that are up a command is about. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { definitionFile } from '../definition/project.ts';
import { openEnvironment } from '../register/open.ts';
import type { Environment } from '../topology/environment.ts';
import { connect } from './connection.ts';
import type { HostStatus, LocalCloud } from './index.ts';
import { type CloudEntry, cloudEntries, findCloud } from './registry.ts';

/** Every cloud of this machine that is up, whoever started it. */
export function cloudsOfMachine(): readonly CloudEntry[] {
  return cloudEntries();
}

/** The clouds that were started from this folder. */
export function cloudsOfFolder(): readonly CloudEntry[] {
  return cloudEntries().filter(isOfFolder);
}

/**
 * The cloud of an environment; undefined if it is not up. Its name is enough in the folder that it was started from, and
 * wherever the name stands for no other definition: so it can be ended even if its definition no longer loads.
 *
 * @throws UserError if several are, or none and there is no such environment
 */
export async function findCloudOf(nameOrPath: string): Promise<CloudEntry | undefined> {
  const meant = cloudEntries().filter((entry) => isMeant(entry, nameOrPath));
  const here = meant.filter(isOfFolder);
  const [found, ...further] = here.length > 0 ? here : meant;
  if (found === undefined) return findCloud((await openEnvironment(nameOrPath)).name);
  if (further.length === 0) return found;
  throw new UserError(
    `${nameOrPath} is up more than once: ${meant.map(describeEntry).join('; ')}; run the command in one of these folders`,
  );
}

/** The cloud of an environment that is open already; undefined if it is not up. */
export function cloudFor({ name, file }: Pick<Environment, 'name' | 'file'>): CloudEntry | undefined {
  const booted = cloudEntries().find((entry) => entry.name === name && entry.file === resolve(file));
  return booted ?? findCloud(name);
}

/**
 * The same, where it must be up.
 *
 * @throws UserError that names what is up in its place
 */
export async function cloudOf(nameOrPath: string): Promise<LocalCloud> {
  const entry = await findCloudOf(nameOrPath);
  if (entry !== undefined) return connect(entry);
  throw new UserError(`${notUp(nameOrPath)}; start it with vedette local up ${nameOrPath}`);
}

/** Says that it is not up, and who has one of the same name up. */
export function notUp(nameOrPath: string): string {
  const others = cloudEntries().filter(({ name }) => name === nameOrPath);
  const also = others.map((entry) => `, though ${describeEntry(entry)}`).join('');
  return `${nameOrPath} is not up here${also}`;
}

/** Says whose a cloud is, as a clause. */
export function describeEntry({ name, file, user, folder }: CloudEntry): string {
  return `${name}${file === undefined ? '' : ` of ${file}`} is up, started by ${user} in ${folder}`;
}

/**
 * The cloud that has a host.
 *
 * @param nameOrPath the environment; undefined where the host alone tells
 * @throws UserError if none has it, or several
 */
export async function cloudWithHost(host: string, nameOrPath: string | undefined): Promise<LocalCloud> {
  const clouds = nameOrPath === undefined ? cloudsNear().map(connect) : [await cloudOf(nameOrPath)];
  if (clouds.length === 0) throw new UserError('no environment is up; start one with vedette local up <env>');
  const having = await Promise.all(
    clouds.map(async (cloud) => ((await hasHost(cloud, host)) ? [cloud] : [])),
  );
  const [found, ...further] = having.flat();
  if (found === undefined) throw new UserError(await unknownHost(host, clouds));
  if (further.length > 0)
    throw new UserError(`${host} is a host of ${namesOf([found, ...further])}; say which with --env`);
  return found;
}

/**
 * A host of a cloud by its name.
 *
 * @throws UserError that names the nearest one
 */
export async function hostOf(cloud: LocalCloud, name: string): Promise<HostStatus> {
  const host = (await cloud.hosts()).find((one) => one.name === name);
  if (host === undefined) throw new UserError(await unknownHost(name, [cloud], []));
  return host;
}

function isOfFolder({ folder }: CloudEntry): boolean {
  return folder === process.cwd();
}

function isMeant(entry: CloudEntry, nameOrPath: string): boolean {
  const file = definitionFile(nameOrPath);
  if (entry.file === file) return true;
  return entry.name === nameOrPath && (isOfFolder(entry) || !existsSync(file));
}

/** Those of this folder; of the whole machine where it has none. */
function cloudsNear(): readonly CloudEntry[] {
  const here = cloudsOfFolder();
  return here.length > 0 ? here : cloudEntries();
}

async function hasHost(cloud: LocalCloud, host: string): Promise<boolean> {
  return host === 'router' || (await cloud.hosts()).some(({ name }) => name === host);
}

async function unknownHost(
  host: string,
  clouds: readonly LocalCloud[],
  places: readonly string[] = ['router'],
): Promise<string> {
  const names = await Promise.all(clouds.map(async (cloud) => (await cloud.hosts()).map(({ name }) => name)));
  const known = [...places, ...names.flat()];
  return `there is no host ${host} in ${namesOf(clouds)}; ${adviceOf(nearest(host, known), known)}`;
}

function namesOf(clouds: readonly LocalCloud[]): string {
  return clouds.map(({ name }) => name).join(' and ');
}
