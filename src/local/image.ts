import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../base/find-program.ts';
import { seesNewDisks } from '../definition/support.ts';
import { ENGINE_NAMES } from '../redis/catalogue/index.ts';
import { shellWord } from '../render/shell.ts';
import { commandOf, type EngineFiles } from './engine-files.ts';
import { INTERNET_ADDRESS } from './router.ts';
import { run } from './run.ts';

/** Where a host keeps what FreeBSD has not got: the machine's files, and programs for stand-ins. */
const PRIVATE = '/usr/libexec/vedette';

/** FreeBSD's base programs that are the machine's own: both systems agree on what scripts use of them. */
const SHARED: Readonly<Record<string, string>> = {
  bin: 'dd echo ed expr hostname kill pgrep pkill ps sh sleep stty sync test [ timeout',
  'usr/bin': `awk bc bzip2 cmp comm cut diff egrep env false fgrep find fold getent grep gunzip gzip id join logger less
    more nc nice nohup openssl paste patch printf sort split strings tar tee time tput tr true tty unxz vi which xargs xz
    yes zcat`,
  'usr/sbin': 'chroot',
  sbin: 'ping',
};

/** Base programs for which GNU adds long options, or options after operands, that BSD lacks. */
const PLAIN: Readonly<Record<string, string>> = {
  bin: 'cat chmod cp df ln ls mkdir mv pwd realpath rm rmdir',
  'usr/bin': 'basename chgrp cksum dirname du head mkfifo od seq tail touch uniq wc who',
  'usr/sbin': 'chown',
};

/** Programs of the machine that the stand-ins use, beside those above. */
const STAND_INS_USE = `base64 curl date install ip mktemp mknod mount nproc readlink sed setpriv sleep stat umount uname`;

/** What an image is made of. */
export interface ImageSpec {
  /** The region, for the name of its Secrets Manager. */
  readonly region: string;
  /** What hosts run as Redis and Sentinel. */
  readonly engine: EngineFiles;
  /** What they run in its place, by the package that they install. */
  readonly engines: Readonly<Record<string, EngineFiles>>;
  /** Lines of /etc/rc.conf beside the image's own. */
  readonly rcConf: Readonly<Record<string, string>>;
  /** How many times shorter than it says sleep(1) takes. */
  readonly haste: number;
  /** The FreeBSD release, for example `15.1`. */
  readonly release: string;
  /** Programs of the machine that stand for those of other names. */
  readonly programs: Readonly<Record<string, string>>;
  /** The certificate authority that hosts trust, as PEM. */
  readonly authority: string;
}

/**
 * Writes the root file system that every host starts from: the FreeBSD tree beside this file, the machine's own programs
 * under the names that FreeBSD's base has, and nothing else; so bash, jq or systemctl are not found, as there.
 */
export async function writeImage(folder: string, spec: ImageSpec): Promise<void> {
  const place = (path: string): string => join(folder, path);
  cpSync(new URL('./freebsd/', import.meta.url), folder, { recursive: true });
  for (const path of [
    'dev',
    'home',
    'media',
    'mnt',
    'proc',
    'root',
    'tmp',
    'usr/local/etc',
    'var/db',
    'var/log',
    'var/run',
  ])
    mkdirSync(place(path), { recursive: true });
  mkdirSync(place(`${PRIVATE}/machine`));
  chmodSync(place('tmp'), 0o1777);
  chmodSync(place('root'), 0o700);
  await makeDevices(place);
  linkLibraries(place);
  linkPrograms(place, spec.programs);
  linkEngine(place, 'engine', spec.engine);
  for (const [name, engine] of Object.entries(spec.engines)) linkEngine(place, `engines/${name}`, engine);
  if (spec.haste !== 1) hasten(place, spec.haste);
  writeEtc(place, spec);
  writeFileSync(place(`${PRIVATE}/release`), `${spec.release}\n`);
  if (!seesNewDisks(spec.release)) writeFileSync(place(`${PRIVATE}/no-hot-plug`), '');
  writeFileSync(place('firstboot'), '');
}

type PathIn = (path: string) => string;

/** Programs of the machine find their libraries where they were built to look. */
function linkLibraries(place: PathIn): void {
  for (const path of [
    'lib',
    'lib32',
    'lib64',
    'usr/lib',
    'usr/lib32',
    'usr/lib64',
    'usr/share',
    'etc/ld.so.cache',
  ])
    if (existsSync(`/${path}`) && !existsSync(place(path)))
      symlinkSync(`${PRIVATE}/machine/${path}`, place(path));
}

/** Devices that both systems have. */
const DEVICES = ['full', 'null', 'random', 'tty', 'urandom', 'zero'];

async function makeDevices(place: PathIn): Promise<void> {
  await run(['cp', '-a', ...DEVICES.map((name) => `/dev/${name}`), place('dev')]);
  symlinkSync('/proc/self/fd', place('dev/fd'));
  for (const [descriptor, name] of ['stdin', 'stdout', 'stderr'].entries())
    symlinkSync(`/proc/self/fd/${descriptor}`, place(`dev/${name}`));
  symlinkSync('/var/run/devaws', place('dev/aws'));
}

function linkPrograms(place: PathIn, programs: ImageSpec['programs']): void {
  mkdirSync(place(`${PRIVATE}/bin`));
  const privately = new Set([...words(STAND_INS_USE), ...namesOf(SHARED), ...namesOf(PLAIN)]);
  for (const name of privately) link(place(`${PRIVATE}/bin/${name}`), machinePath(name));
  for (const [bin, names] of Object.entries(SHARED))
    for (const name of words(names)) link(place(`${bin}/${name}`), machinePath(programs[name] ?? name));
  for (const [bin, names] of Object.entries(PLAIN))
    for (const name of words(names)) link(place(`${bin}/${name}`), `${PRIVATE}/plain-tool`);
}

/** The engine stands where packages of Redis and of Valkey find it, by their names. Each program is what the name of its link says, or what the loader is told. */
function linkEngine(place: PathIn, folder: string, { programs, loader }: EngineFiles): void {
  mkdirSync(place(`${PRIVATE}/${folder}`), { recursive: true });
  const seen = loader && {
    program: onMachine(loader.program),
    libraries: loader.libraries.map(onMachine),
  };
  for (const [name, path] of Object.entries(programs)) {
    for (const called of ENGINE_NAMES.map((engine) => `${engine}-${name}`)) {
      const at = place(`${PRIVATE}/${folder}/${called}`);
      if (seen === undefined) symlinkSync(onMachine(path), at);
      else writeFileSync(at, programText(commandOf(onMachine(path), seen, called)), { mode: 0o755 });
    }
  }
}

/** A program that hands its arguments on. */
function programText(words: readonly string[]): string {
  return `#!/bin/sh\nexec ${words.map(shellWord).join(' ')} "$@"\n`;
}

function hasten(place: PathIn, haste: number): void {
  const program = place('bin/sleep');
  rmSync(program);
  const seconds = `$(awk -v seconds="$1" 'BEGIN { print seconds / ${haste} }')`;
  writeFileSync(program, `#!/bin/sh\nexec ${PRIVATE}/bin/sleep "${seconds}"\n`, { mode: 0o755 });
}

function writeEtc(place: PathIn, { region, authority, rcConf }: ImageSpec): void {
  const hosts = [
    '::1 localhost',
    '127.0.0.1 localhost',
    `${INTERNET_ADDRESS} pkg.FreeBSD.org secretsmanager.${region}.amazonaws.com`,
  ];
  writeFileSync(place('etc/hosts'), `${hosts.join('\n')}\n`);
  const variables = Object.entries(rcConf).map(([name, value]) => `${name}="${value}"\n`);
  appendFileSync(place('etc/rc.conf'), variables.join(''));
  mkdirSync(place('etc/ssl/certs'), { recursive: true });
  // FreeBSD's place, and the one that Debian's curl was built with.
  for (const path of ['etc/ssl/cert.pem', 'etc/ssl/certs/ca-certificates.crt'])
    writeFileSync(place(path), authority);
  if (existsSync('/etc/ssl/openssl.cnf'))
    symlinkSync(`${PRIVATE}/machine/etc/ssl/openssl.cnf`, place('etc/ssl/openssl.cnf'));
}

/** The machine's program as a host sees it; undefined if the machine has not got it. */
function machinePath(name: string): string | undefined {
  const path = findProgram(name);
  return path === undefined ? undefined : onMachine(path);
}

/** A path of the machine as a host sees it. */
function onMachine(path: string): string {
  return `${PRIVATE}/machine${path}`;
}

function link(path: string, target: string | undefined): void {
  if (target !== undefined) symlinkSync(target, path);
}

function namesOf(table: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(table).flatMap(words);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
