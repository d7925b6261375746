/** Looks at a group that is to change: at its machines, and at its programs in the shape that they are in. */
import type { Group } from '../../group/group.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Brought as Lines } from '../drift/brought.ts';
import { judgeDrift } from '../drift/drift.ts';
import { refuseOtherGroup } from '../identity.ts';
import type { Machines } from '../machines.ts';
import { unawareHosts } from '../members/group-file.ts';
import { rememberedBy } from '../members/remembered.ts';
import { observeConfiguration } from '../observe/configuration.ts';
import { type GroupStatus, groupStatus } from '../status/status.ts';
import type { Operation } from '../step.ts';
import type { RolloutInput } from './input.ts';
import { keptShape, runningShape, unknownMachines, wholeShape } from './shape.ts';

/** A definition, and the group that it is brought to. */
export interface Brought {
  readonly environment: Environment;
  /** What the hosts were last brought to; undefined where nobody knows. */
  readonly base: Environment | undefined;
  /** The lines that each host was last brought to, where `base` is not known. @default nobody knows */
  readonly brought?: Lines;
  /** True where whatever engine runs stands in for the package of the definition. */
  readonly standsIn: boolean;
  readonly machines: Machines;
  /** Writes down that all hosts are brought to the definition now. */
  readonly remember: () => Promise<void>;
  /** Opens the group in another shape; who opened it closes it. */
  readonly groupIn: (shape: Environment) => Group;
}

/** How a roll-out sees a group. */
export interface Sight {
  /**
   * Looks at everything.
   *
   * @throws RefusedError if it is another group than the definition's
   * @throws UserError if nobody can tell which machines there are
   */
  look(): Promise<RolloutInput>;
  /** How the group is in a shape that it has. */
  status(running: Environment): Promise<GroupStatus>;
  /** What steps work on. */
  operation(look: RolloutInput, tell: Operation['tell']): Operation;
  /** Writes down that all hosts are brought to the definition now. */
  remember(): Promise<void>;
}

/** A group in every shape that it is asked in, over connections that are kept. */
export class GroupSight implements Sight, Disposable {
  readonly #brought: Brought;
  readonly #groups = new Map<string, Group>();

  constructor(brought: Brought) {
    this.#brought = brought;
  }

  async look(): Promise<RolloutInput> {
    const { environment, base, brought = new Map(), standsIn, machines: made } = this.#brought;
    const present = await made.present();
    const machines = await made.plan();
    const kept = this.#group(keptShape(environment, present));
    const isKnown = unknownMachines(environment, base, present).length === 0;
    const remembered = isKnown ? [] : rememberedBy(await groupStatus(kept));
    const running = runningShape(environment, base, present, remembered);
    const group = this.#group(running);
    await refuseOtherGroup(group);
    const [status, drift, unaware] = await Promise.all([
      groupStatus(group),
      // What is declared may follow from hosts that are not there yet.
      observeConfiguration(kept).then((observed) =>
        judgeDrift(observed, { now: environment, base, standsIn, brought }),
      ),
      unawareHosts(kept),
    ]);
    return { environment, running, base, standsIn, status, drift, unaware, present, machines };
  }

  status(running: Environment): Promise<GroupStatus> {
    return groupStatus(this.#group(running));
  }

  remember(): Promise<void> {
    return this.#brought.remember();
  }

  operation({ running }: RolloutInput, tell: Operation['tell']): Operation {
    const { environment, machines } = this.#brought;
    return { group: this.#whole(running), machines, environment, tell };
  }

  [Symbol.dispose](): void {
    for (const group of this.#groups.values()) group[Symbol.dispose]();
  }

  #whole(running: Environment): Group {
    return this.#group(wholeShape(this.#brought.environment, running));
  }

  /** Shapes of the same hosts are one. */
  #group(shape: Environment): Group {
    const hosts = shape.hosts.map(({ name, address }) => `${name} ${address}`).join('\n');
    const group = this.#groups.get(hosts) ?? this.#brought.groupIn(shape);
    this.#groups.set(hosts, group);
    return group;
  }
}
