/** What is worth knowing of a group, and harms nothing now. */
import { titleOf } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { faultsOf } from '../../redis/release.ts';
import type { Environment } from '../../topology/environment.ts';
import { type Engine, formatEngine } from './engine.ts';
import type { Observed } from './status.ts';

/** A program that told what it is. */
interface Running {
  readonly host: string;
  readonly program: DocumentKind;
  readonly engine: Engine;
}

/** Every note, as a clause. */
export function notesOn(environment: Environment, observed: Observed): readonly string[] {
  const running = [...runningIn('redis', observed.data), ...runningIn('sentinel', observed.sentinels)];
  const notes = running.flatMap((one) =>
    [...otherEngine(environment, one), ...faults(one)].map((note) => ({ host: one.host, note })),
  );
  return [...new Set(notes.map(({ note }) => note))].map((note) => {
    const hosts = new Set(notes.filter((other) => other.note === note).map(({ host }) => host));
    return `${[...hosts].join(', ')}: ${note}`;
  });
}

function runningIn(
  program: DocumentKind,
  statuses: readonly { readonly host: string; readonly facts: Pick<Running, 'engine'> | undefined }[],
): readonly Running[] {
  return statuses.flatMap(({ host, facts }) =>
    facts === undefined ? [] : [{ host, program, engine: facts.engine }],
  );
}

function otherEngine({ redis }: Environment, { engine }: Running): readonly string[] {
  return engine.line === redis.version
    ? []
    : [`${formatEngine(engine)} runs, and ${redis.package} is declared, which is ${titleOf(redis.version)}`];
}

/** A package may be at any release of its line: only what runs tells. */
function faults({ program, engine }: Running): readonly string[] {
  return faultsOf(engine.line, engine.version, program).map(
    ({ fixed, fault }) => `${formatEngine(engine)} runs, and before ${fixed} ${fault}`,
  );
}
