/** Which clouds are up on this machine: the only thing of theirs that is outside their namespaces. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../base/errors.ts';
import { isRunning, type ProcessId, processOf } from '../base/process.ts';
import { userName } from '../base/user.ts';

/** A cloud as other processes find it: its process is the one, on this machine, whose namespaces are the cloud's. */
export interface CloudEntry extends ProcessId {
  readonly name: string;
  /** The folder that it was started in: there can be one of each name below a folder. */
  readonly folder: string;
  /** The path of the definition that it was booted from; undefined if Terraform deployed it. */
  readonly file?: string;
  /** Who started it; behind sudo, who called sudo. */
  readonly user: string;
}

/** One place for all folders and users. Everybody may read it, and root alone may write it. */
const REGISTRY = '/run/vedette';

/** The entry of a cloud whose process was just started from this folder. */
export function entryOf(name: string, pid: number, file?: string): CloudEntry {
  const entry = { name, ...processOf(pid), folder: process.cwd(), user: userName() };
  return file === undefined ? entry : { ...entry, file };
}

/** Every cloud of this machine that is up, by name. What is on disk of one that died is removed. */
export function cloudEntries(registry = REGISTRY): readonly CloudEntry[] {
  const entries = filesOf(registry).flatMap((file) => readEntry(join(registry, file)) ?? []);
  for (const entry of entries) if (!isRunning(entry)) forgetCloud(entry, registry);
  return entries.filter(isRunning).sort((one, other) => one.name.localeCompare(other.name));
}

/** The cloud of that name that was started from this folder and is up; undefined if there is none. */
export function findCloud(name: string, registry = REGISTRY): CloudEntry | undefined {
  return cloudEntries(registry).find((entry) => entry.name === name && entry.folder === process.cwd());
}

/** Writes the entry of a new cloud; false if another of its name and folder is up. */
export function registerCloud(entry: CloudEntry, registry = REGISTRY): boolean {
  if (findCloud(entry.name, registry)) return false;
  try {
    inFolder(registry, () =>
      writeFileSync(entryPath(entry, registry), `${JSON.stringify(entry)}\n`, { flag: 'wx' }),
    );
    chmodSync(entryPath(entry, registry), 0o644);
    return true;
  } catch {
    return false;
  }
}

/** Removes what is on disk about this cloud; another of the same name keeps its entry. Only root can. */
export function forgetCloud(entry: CloudEntry, registry = REGISTRY): void {
  if (readEntry(entryPath(entry, registry))?.pid !== entry.pid) return;
  try {
    rmSync(entryPath(entry, registry), { force: true });
    rmSync(logPath(entry, registry), { force: true });
    rmdirSync(registry);
  } catch {
    // It holds another cloud's entry, or this user may not.
  }
}

/** Opens the file in which the process of a cloud that stays up writes its errors. */
export function openLog(name: string, registry = REGISTRY): number {
  return inFolder(registry, () => openSync(logPath({ name, folder: process.cwd() }, registry), 'a', 0o600));
}

/** What the process of a cloud wrote before it ended; empty if nothing. */
export function readLog(entry: CloudEntry, registry = REGISTRY): string {
  try {
    return readFileSync(logPath(entry, registry), 'utf8').trim();
  } catch {
    return '';
  }
}

/** Makes a file in the registry. Whoever forgets the last cloud removes the folder, also just before that. */
function inFolder<Made>(registry: string, make: () => Made): Made {
  for (;;) {
    try {
      mkdirSync(registry, { recursive: true });
      chmodSync(registry, 0o755);
      return make();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

function filesOf(registry: string): readonly string[] {
  try {
    return readdirSync(registry).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

function readEntry(path: string): CloudEntry | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

type Place = Pick<CloudEntry, 'name' | 'folder'>;

function logPath(place: Place, registry: string): string {
  return join(registry, `${stem(place)}.log`);
}

function entryPath(place: Place, registry: string): string {
  return join(registry, `${stem(place)}.json`);
}

function stem({ name, folder }: Place): string {
  return `${name}-${createHash('sha1').update(folder).digest('hex').slice(0, 12)}`;
}
