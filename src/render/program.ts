/**
 * What all hosts of a kind do when they boot. A bundle has another text in the place of this file, with the programs laid
 * out and packed (src/start/ready-made.cjs).
 */
import { ENGINE_NAMES } from '../redis/catalogue/index.ts';
import { DATA_DEVICE, LAID_DIRECTORY, LOGIN_FILE, placesOf } from './freebsd.ts';
import type { Kind } from './kind.ts';
import { minified } from './minified.ts';
import { packed } from './packed.ts';
import { layOut } from './template.ts';

/** The part of a boot script that all hosts of a kind share. */
export interface Program {
  /** As it is read and reviewed. */
  readonly clear: string;
  /** Lines that unpack it, without what only people read, and run it. */
  readonly packed: string;
}

/** Every kind. */
export const KINDS: readonly Kind[] = ENGINE_NAMES.flatMap((engine) =>
  [true, false].flatMap((updates) =>
    [true, false].flatMap((tls) =>
      [true, false].flatMap((users) => [
        { engine, data: true, sentinel: true, updates, tls, users },
        { engine, data: true, sentinel: false, updates, tls, users },
        { engine, data: false, sentinel: true, updates, tls, users },
      ]),
    ),
  ),
);

const programs = new Map<string, Program>();

/** The program of a kind. Packing one takes longer than laying out all that a host has of its own. */
export function programOf(kind: Kind): Program {
  const key = keyOf(kind);
  const program = programs.get(key) ?? layOutProgram(kind);
  programs.set(key, program);
  return program;
}

/** The name of a kind. */
export function keyOf({ engine, data, sentinel, updates, tls, users }: Kind): string {
  return JSON.stringify([engine, data, sentinel, updates, tls, users]);
}

function layOutProgram(kind: Kind): Program {
  const patiently = layOut('patiently.sh', {});
  const metadata = layOut('metadata.sh', {});
  const { tls, ...places } = placesOf(kind.engine);
  const clear = layOut('boot.sh', {
    ...kind,
    ...places,
    patiently,
    metadata,
    askStore: layOut('ask-store.sh', { taken: TAKEN.password }),
    laid: kind.users ? `"${LAID_DIRECTORY}/$1"` : `${LAID_DIRECTORY}/redis-password`,
    loginFile: LOGIN_FILE,
    rcVedette: layOut('vedette.rc', {
      tls: kind.tls,
      users: kind.users,
      splits: kind.tls || kind.users,
      loginFile: LOGIN_FILE,
      ...places,
      ...tls,
    }),
    rcVolume: layOut('vedette-volume.rc', {
      ...places,
      device: DATA_DEVICE,
      takesOver: kind.engine === 'valkey',
    }),
    rcReport: layOut('vedette-report.rc', places),
    rcCertificate: layOut('vedette-certificate.rc', {
      ...places,
      ...tls,
      patiently,
      metadata,
      askStore: layOut('ask-store.sh', { taken: TAKEN.certificate }),
    }),
  });
  return { clear, packed: packed(minified(clear)) };
}

/** What is taken of an answer of the secret store, which has a line break of its text as two characters. */
const TAKEN = {
  password: 'password=$(field SecretString "$scratch/answer")\n\t[ -n "$password" ]',
  certificate: 'field SecretString "$scratch/answer" | lines >"$scratch/given"\n\t[ -s "$scratch/given" ]',
};
