/** Rolling a definition out to real processes, which are on no hosts. */
import { UserError } from '../../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { Group } from '../../../src/group/group.ts';
import { passwordsOfHosts } from '../../../src/group/password.ts';
import type { Machines } from '../../../src/operate/machines.ts';
import { type Rollout, type RolloutAudience, rollOut } from '../../../src/operate/rollout/rollout.ts';
import { GroupSight, type Sight } from '../../../src/operate/rollout/sight.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { type ProcessGroup, passwordOf } from '../_processes.ts';

/** The definition for the hosts that a group has. */
function on(before: Environment, definition: EnvironmentDefinition): Environment {
  const environment = resolveEnvironment(definition, `stacks/${definition.name}.ts`);
  const hosts = environment.hosts.map((host) => {
    const { address } = before.hosts.find(({ name }) => name === host.name) ?? host;
    return { ...host, address };
  });
  return { ...environment, hosts };
}

/** Machines that are there and stay. */
export function machinesOf({ hosts }: Environment): Machines {
  const never = async (): Promise<never> => {
    throw new Error('no machine is to be touched');
  };
  return {
    present: async () => hosts.map(({ name, address }) => ({ host: name, address })),
    plan: async () => ({ hosts: [], rest: [], last: [], refusals: [] }),
    rest: never,
    create: never,
    replace: never,
    remove: never,
  };
}

/** An audience that agrees to all, with what it saw and heard. */
export function listening() {
  const [shown, told]: [string[][], string[]] = [[], []];
  const audience: RolloutAudience = {
    show: ({ plan }) => shown.push(plan.steps.map(({ hosts, what }) => `${hosts}: ${what}`)),
    approve: async () => 'yes',
    tell: (text) => told.push(text),
  };
  return { shown, told, audience };
}

/** No files but those of programs are reached. */
async function unreached(): Promise<never> {
  throw new UserError('there are no hosts here');
}

/** What groups were brought to. */
const brought = new WeakMap<ProcessGroup, Environment>();

/** Rolls a definition out to processes. @param machines that they are on. @default some that are there and stay */
export async function roll(
  running: ProcessGroup,
  definition: EnvironmentDefinition,
  audience: RolloutAudience,
  machines?: Machines,
): Promise<Rollout> {
  const { environment: before, reach } = running;
  const environment = on(before, definition);
  using sight = new GroupSight({
    environment,
    base: brought.get(running) ?? before,
    standsIn: true,
    machines: machines ?? machinesOf(environment),
    remember: async () => void brought.set(running, environment),
    groupIn: (shape) =>
      new Group(
        { ...reach, exec: unreached },
        shape,
        passwordsOfHosts(reach, async (user) => passwordOf(user)),
      ),
  });
  return await rollOut(ofHosts(sight), audience, { locking: { run: 'ada@laptop', broken: undefined } });
}

/** What is on the loopback and not on hosts is none of what is rolled out. */
const OF_LOOPBACK = new Set([
  'bind',
  'daemonize',
  'dir',
  'logfile',
  'pidfile',
  'replica-announce-ip',
  'sentinel/announce-ip',
]);

function ofHosts(sight: GroupSight): Sight {
  return {
    look: async () => {
      const seen = await sight.look();
      const hosts = seen.drift.hosts.map((program) => ({
        ...program,
        settings: program.settings.filter(({ key }) => !OF_LOOPBACK.has(key)),
      }));
      return { ...seen, drift: { ...seen.drift, hosts } };
    },
    status: (running) => sight.status(running),
    operation: (look, tell) => sight.operation(look, tell),
    remember: () => sight.remember(),
  };
}
