/** The step that tells hosts which stay who is in the group from now on. */
import type { RolloutInput } from '../rollout/input.ts';
import { arriving, leaving } from '../rollout/members.ts';
import type { Step } from '../step.ts';
import { bringGroupFiles, GROUP_FILE } from './group-file.ts';

/** Before anybody leaves: a host that restarts then asks those alone that stay. No step where everybody knows. */
export function tellWhoIsThere(input: RolloutInput): readonly Step[] {
  const { environment, unaware = [] } = input;
  const isChanging = arriving(input).length > 0 || leaving(input).length > 0;
  const hosts = environment.hosts.filter(
    ({ name }) => unaware.includes(name) || (isChanging && isThere(input, name)),
  );
  if (hosts.length === 0) return [];
  return [
    {
      kind: 'live',
      hosts: hosts.map(({ name }) => name),
      what: `${GROUP_FILE} names those who are in the group now`,
      why: 'a host that restarts asks them who leads, and waits for none that is gone',
      notice: 'nothing',
      undo: `put the definition back and run vedette rollout ${environment.name}`,
      impact: 'live',
      perform: ({ group, tell }) => bringGroupFiles(group, environment, hosts, tell),
    },
  ];
}

/** Where members change all that stay are told: one whose file is right already is left alone then. */
function isThere({ running }: RolloutInput, wanted: string): boolean {
  return running.hosts.some(({ name }) => name === wanted);
}
