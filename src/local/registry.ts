import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A cloud as other processes find it. Of a cloud that stays up this is on disk, the only thing outside its namespaces. */
export interface CloudEntry {
  readonly name: string;
  /** The process, on this machine, whose namespaces are the cloud's. */
  readonly pid: number;
  /** When that process started, in clock ticks since the machine's boot: a pid that was used again is not taken for it. */
  readonly startTime: string | undefined;
}

/** Where entries are kept: below the folder that commands run in. */
function registryFolder(): string {
  return join(process.cwd(), '.vedette', 'local');
}

/** The entry of a cloud whose process was just started. */
export function entryOf(name: string, pid: number): CloudEntry {
  return { name, pid, startTime: startTimeOf(pid) };
}

/** Whether the cloud's process still runs. */
export function isAlive({ pid, startTime }: CloudEntry): boolean {
  return startTime !== undefined && startTimeOf(pid) === startTime;
}

/** The cloud of that name that is up; undefined if there is none. What is on disk of one that died is removed. */
export function findCloud(name: string): CloudEntry | undefined {
  const entry = readEntry(name);
  if (entry === undefined || isAlive(entry)) return entry;
  forgetCloud(entry);
  return undefined;
}

/** Writes the entry of a new cloud; false if another of its name is up. */
export function registerCloud(entry: CloudEntry): boolean {
  if (findCloud(entry.name)) return false;
  mkdirSync(registryFolder(), { recursive: true });
  try {
    writeFileSync(entryPath(entry.name), `${JSON.stringify(entry)}\n`, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Removes what is on disk about this cloud; another of the same name keeps its entry. */
export function forgetCloud({ name, pid }: CloudEntry): void {
  if (readEntry(name)?.pid !== pid) return;
  rmSync(entryPath(name), { force: true });
  rmSync(logPath(name), { force: true });
  removeIfEmpty(registryFolder());
  removeIfEmpty(dirname(registryFolder()));
}

/** Opens the file in which the process of a cloud that stays up writes its errors. */
export function openLog(name: string): number {
  mkdirSync(registryFolder(), { recursive: true });
  return openSync(logPath(name), 'a');
}

function readEntry(name: string): CloudEntry | undefined {
  try {
    return JSON.parse(readFileSync(entryPath(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/PID/stat; undefined for a process that is gone or only waits to be reaped. */
function startTimeOf(pid: number): string | undefined {
  try {
    // The second field is the program's name in parentheses and may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function logPath(name: string): string {
  return join(registryFolder(), `${name}.log`);
}

function entryPath(name: string): string {
  return join(registryFolder(), `${name}.json`);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds another cloud's entry.
  }
}

/** The names of the clouds that are up, sorted. */
export function cloudNames(): readonly string[] {
  if (!existsSync(registryFolder())) return [];
  return readdirSync(registryFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => findCloud(name) !== undefined)
    .sort();
}
