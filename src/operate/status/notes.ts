/** What is worth knowing of a group, and harms nothing now. */
import { titleOf } from '../../redis/catalogue/index.ts';
import type { Environment } from '../../topology/environment.ts';
import { formatEngine } from './engine.ts';
import type { Observed } from './status.ts';

/** Every note, as a clause. */
export function notesOn({ redis }: Environment, { data, sentinels }: Observed): readonly string[] {
  const others = [...data, ...sentinels].flatMap(({ host, facts }) =>
    facts === undefined || facts.engine.line === redis.version
      ? []
      : [{ host, engine: formatEngine(facts.engine) }],
  );
  const engines = [...new Set(others.map(({ engine }) => engine))];
  return engines.map((engine) => {
    const hosts = new Set(others.filter((other) => other.engine === engine).map(({ host }) => host));
    return `${[...hosts].join(', ')}: ${engine} runs, and ${redis.package} is declared, which is ${titleOf(redis.version)}`;
  });
}
