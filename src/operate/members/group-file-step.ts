/** The step that tells hosts which stay who is in the group from now on. */
import { groupFile } from '../../render/group-settings.ts';
import type { RolloutInput } from '../rollout/input.ts';
import { arriving, leaving } from '../rollout/members.ts';
import type { Step } from '../step.ts';
import { bringGroupFiles, GROUP_FILE } from './group-file.ts';

/** Before anybody leaves: a host that restarts then asks those alone that stay. No step where everybody knows. */
export function tellWhoIsThere(input: RolloutInput): readonly Step[] {
  const { environment, running } = input;
  const hosts = environment.hosts.filter(
    (host) => running.hosts.some(({ name }) => name === host.name) && mayNotKnow(input, host.name),
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

/** What a host was brought to last tells; where nobody knows, it is looked at where members change. */
function mayNotKnow(input: RolloutInput, name: string): boolean {
  const { environment, base } = input;
  if (arriving(input).length > 0 || leaving(input).length > 0) return true;
  const [before, now] = [base, environment].map((shape) => {
    const host = shape?.hosts.find((one) => one.name === name);
    return shape === undefined || host === undefined ? undefined : groupFile(shape, host);
  });
  return before !== undefined && before !== now;
}
