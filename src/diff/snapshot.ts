/** One side of a comparison: the files of hosts, and the environment where it is known. */
import { withCanonicalUsers } from '../redis/acl/user.ts';
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { Document, DocumentKind } from '../redis/document.ts';
import { redact } from '../redis/redact.ts';
import { withoutState } from '../redis/state.ts';
import { hostDocuments } from '../render/documents.ts';
import type { Environment } from '../topology/environment.ts';

/** The programs that have a file. */
export const PROGRAMS: readonly DocumentKind[] = ['redis', 'sentinel'];

/** The file of one program on one host. */
export interface HostProgram {
  /** The host's name, or the file's where no host is known. */
  readonly host: string;
  readonly program: DocumentKind;
  readonly version: EngineVersion;
  /** What tells the version. @default what somebody says, or the file */
  readonly versionOrigin?: string;
  /** Without secrets and without state of a running program. */
  readonly document: Document;
  /** Whom the server follows: a primary's address, or `nobody`. Undefined where no file tells, and for a Sentinel. */
  readonly follows?: string;
  /** True where a file writes the user `default` for what `requirepass` says, as which it stands here. @default false */
  readonly writesUser?: boolean;
}

/** One side of a comparison. */
export interface Snapshot {
  /** The name of the environment, folder or file: sides of the same name are the same thing at two times. */
  readonly name: string;
  /** How reports call it, for example `HEAD~1:staging`. */
  readonly label: string;
  readonly programs: readonly HostProgram[];
  /** Known where the side is a definition: only then are topology, infrastructure and consequences compared. */
  readonly environment?: Environment;
}

/** True for a file that is not known to be of any host. */
export function isSingleFile({ name, programs: [only, ...others] }: Snapshot): boolean {
  return others.length === 0 && only?.host === name;
}

/**
 * The side that a definition makes.
 *
 * @param label how reports call it
 */
export function snapshotOf(environment: Environment, label = environment.name): Snapshot {
  const { version } = environment.redis;
  return {
    name: environment.name,
    label,
    environment,
    programs: environment.hosts.flatMap((host) => {
      const documents = hostDocuments(environment, host);
      return PROGRAMS.flatMap((program) => {
        const document = documents[program];
        return document === undefined
          ? []
          : [
              {
                host: host.name,
                program,
                version,
                versionOrigin: 'redis.package',
                document: redact(withCanonicalUsers(withoutState(document), version, program)),
              },
            ];
      });
    }),
  };
}
