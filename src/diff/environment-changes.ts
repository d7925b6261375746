/** Changes of topology and infrastructure that the facts of two environments show. */
import type { Environment, Host } from '../topology/environment.ts';
import type { Change, Place } from './change.ts';
import { ENVIRONMENT_FACTS, type Fact, HOST_FACTS } from './facts.ts';
import { plainValue } from './setting.ts';

/** Compares what both environments decide, and what they decide for the hosts that both have. */
export function environmentChanges(before: Environment, after: Environment): readonly Change[] {
  const here: Place = { environment: before.name, hosts: [] };
  return [
    ...ENVIRONMENT_FACTS.flatMap((fact) =>
      changeOf(fact, fact.key, { before: [before, before], after: [after, after] }, here),
    ),
    ...after.hosts.flatMap((host) => {
      const old = before.hosts.find(({ name }) => name === host.name);
      return old === undefined ? [] : changesOfHost([old, before], [host, after]);
    }),
  ];
}

function changesOfHost(
  before: readonly [Host, Environment],
  after: readonly [Host, Environment],
): readonly Change[] {
  const [{ name }, environment] = before;
  const here: Place = { environment: environment.name, hosts: [name] };
  return HOST_FACTS.flatMap((fact) => changeOf(fact, `host/${fact.key}`, { before, after }, here));
}

function changeOf<Subject>(
  fact: Fact<Subject>,
  key: string,
  { before, after }: Readonly<Record<'before' | 'after', readonly [Subject, Environment]>>,
  place: Place,
): readonly Change[] {
  const [from, to] = [fact.read(...before), fact.read(...after)];
  if (from?.text === to?.text) return [];
  const isSame = before[1].name === after[1].name;
  return [
    {
      area: fact.area,
      key,
      ...(from === undefined ? {} : { before: plainValue(from.text, from.origin) }),
      ...(to === undefined ? {} : { after: plainValue(to.text, to.origin) }),
      ...fact.impact(before[0], after[0]),
      means: fact.means ?? 'deploy',
      security: fact.security ?? false,
      individual: !isSame && (fact.individual ?? false),
      places: [place],
    },
  ];
}
