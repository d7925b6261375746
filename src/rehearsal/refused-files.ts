/** Whether the engine that hosts run takes the files that would be deployed. */
import { UserError } from '../base/errors.ts';
import { catalogueVersionOf, type Engine } from '../local/engine.ts';
import { titleOf } from '../redis/catalogue/index.ts';
import { knownProblems } from '../redis/problems.ts';
import { hostDocuments } from '../render/documents.ts';
import type { Environment } from '../topology/environment.ts';

/**
 * Refuses an engine that would not start with the files of an environment, which are written for its package. Of a line
 * that the catalogue does not have nothing is known; the report warns that it is not the package's.
 *
 * @throws UserError that names the first directive which the engine refuses
 */
export function refuseFiles(environment: Environment, engine: Pick<Engine, 'name' | 'version'>): void {
  const version = catalogueVersionOf(engine);
  if (version === undefined) return;
  for (const { host, kind, document } of documentsOf(environment)) {
    const problem = knownProblems(document, version, kind).find(({ severity }) => severity === 'error');
    if (problem === undefined) continue;
    const wanted = titleOf(environment.redis.version);
    throw new UserError(
      `${environment.file}: ${engine.name} ${engine.version} refuses ${problem.name} in the ${kind}.conf of ${host}, which is written for ${wanted}; give an engine of that line with --engine`,
    );
  }
}

function documentsOf(environment: Environment) {
  return environment.hosts.flatMap((host) => {
    const { redis = [], sentinel = [] } = hostDocuments(environment, host);
    return [
      { host: host.name, kind: 'redis', document: redis },
      { host: host.name, kind: 'sentinel', document: sentinel },
    ] as const;
  });
}
