import { createServer, type Server } from 'node:http';
import { packageOf } from '../definition/packages.ts';
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { FaultCounter } from './faults.ts';

/**
 * The packages that the mirror has, with their versions in the quarterly branch. A package that is gone from FreeBSD, as
 * redis70 since its expiry in 2025, is not here.
 */
export const CATALOGUE: Readonly<Record<string, string>> = {
  ca_root_nss: '3.115',
  curl: '8.16.0',
  pkg: '2.4.2',
  redis: '8.6.0',
  redis62: '6.2.20',
  redis72: '7.2.15',
  redis74: '7.4.7',
  redis80: '8.0.3',
  redis82: '8.2.9',
  redis84: '8.4.7',
  redis86: '8.6.7',
  redis88: '8.8.2',
  valkey: '8.1.3',
};

/** What a package that moves with the ports tree is at where a host asks for that version: the newest releases of each. */
const MOVED: Readonly<Partial<Record<EngineVersion, string>>> = {
  'valkey-8.0': '8.0.10',
  'valkey-8.1': '8.1.9',
  'valkey-9.0': '9.0.7',
  'valkey-9.1': '9.1.2',
};

/** The lines of the catalogue that stand in the place of others on a host whose files are for a version. */
export function movedPackages(version: EngineVersion | undefined): string {
  const moved = version === undefined ? undefined : MOVED[version];
  return version === undefined || moved === undefined ? '' : `${packageOf(version)} ${moved}\n`;
}

/**
 * The package mirror: the catalogue as lines of name and version, every package of it by file name, and the names of those
 * that have a known vulnerability.
 */
export function packageMirror(faults: FaultCounter, vulnerable: readonly string[]): Server {
  const files = new Map([
    ['/packagesite', lines(Object.entries(CATALOGUE).map(([name, version]) => `${name} ${version}`))],
    ['/vuln.xml', lines(vulnerable)],
    ['/pkg', lines([CATALOGUE.pkg ?? ''])],
    ...[
      ...Object.entries(CATALOGUE),
      ...Object.values(MOVED).map((version) => ['valkey', version] as const),
    ].map(([name, version]) => [`/All/${name}-${version}.pkg`, lines([name])] as const),
  ]);
  return createServer((request, response) => {
    response.setHeader('Connection', 'close');
    const file = files.get(request.url ?? '');
    if (faults.strikes('mirror')) response.writeHead(503).end();
    else if (file === undefined) response.writeHead(404).end();
    else response.end(file);
  });
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
