/** A model of a group: which programs run, what each Sentinel remembers, and what it demands. */
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import type { StepFacts } from '../../../src/operate/step.ts';
import { dataHosts, type Host, majority, sentinelHosts } from '../../../src/topology/environment.ts';

/** A group of the model. */
export class ModelGroup {
  readonly #hosts: ReadonlyMap<string, Host>;
  readonly #declared: ReadonlySet<string>;
  readonly #running: Set<string>;
  /** What each Sentinel remembers of the others, and of data hosts. */
  readonly #known = new Map<string, Set<string>>();
  readonly #quorums = new Map<string, number>();
  readonly #guards = new Map<string, number>();
  primary: string;
  switches = 0;
  /** What was broken on the way, as clauses. */
  readonly broken: string[] = [];

  constructor({ environment, running, base, status }: RolloutInput) {
    this.#hosts = new Map([...running.hosts, ...environment.hosts].map((host) => [host.name, host]));
    this.#declared = new Set(environment.hosts.map(({ name }) => name));
    this.#running = new Set(running.hosts.map(({ name }) => name));
    this.primary = status.primary ?? '';
    for (const { name } of sentinelHosts(running)) {
      this.#known.set(name, this.#others(name));
      this.#quorums.set(name, base?.sentinel.quorum ?? 0);
    }
    for (const { name } of dataHosts(running)) this.#guards.set(name, base?.redis.minReplicasToWrite ?? 0);
  }

  /** Takes a step, and looks after everything that happens in it. */
  take(step: StepFacts, { environment }: RolloutInput): void {
    const [host = ''] = step.hosts;
    if (step.kind === 'arrival' && !step.what.startsWith('SENTINEL RESET')) this.#arrive(host, environment);
    if (step.kind === 'switch-over') this.#switch(step.hosts[1] ?? '');
    if (step.kind === 'departure' && !this.#declared.has(host)) this.#leave(host);
    const [, quorum] = / quorum (\d+)/.exec(step.what) ?? [];
    if (quorum !== undefined) this.#quorums.set(host, Number(quorum));
    const [, guard] = /min-replicas-to-write (\d+)/.exec(step.what) ?? [];
    if (guard !== undefined) this.#guards.set(host, Number(guard));
    this.#look(step.what);
  }

  /** What is not as declared in the end, as clauses. */
  unlike({ environment }: RolloutInput): readonly string[] {
    const declared = [...this.#declared].toSorted().join();
    return [
      ...([...this.#running].toSorted().join() === declared ? [] : ['others run than are declared']),
      ...this.#sentinels().flatMap((name) => [
        ...([...(this.#known.get(name) ?? []), name].toSorted().join() === this.#members(name)
          ? []
          : [`${name} knows others`]),
        ...(this.#quorums.get(name) === environment.sentinel.quorum ? [] : [`${name} has another quorum`]),
      ]),
      ...dataHosts(environment)
        .filter(({ name }) => this.#guards.get(name) !== environment.redis.minReplicasToWrite)
        .map(({ name }) => `${name} demands other replicas`),
    ];
  }

  #arrive(name: string, { sentinel, redis }: RolloutInput['environment']): void {
    this.#running.add(name);
    const host = this.#hosts.get(name);
    if (host?.data !== undefined) {
      const asked = [...this.#declared].filter((each) => this.#isSentinel(each));
      if (asked.filter((each) => this.#running.has(each)).length < majority(asked.length))
        this.broken.push(`${name} gets no answer of a majority`);
      this.#guards.set(name, redis.minReplicasToWrite);
    }
    if (this.#isSentinel(name)) {
      this.#known.set(name, this.#others(name));
      this.#quorums.set(name, sentinel.quorum);
    }
    for (const each of this.#sentinels()) if (each !== name) this.#known.get(each)?.add(name);
  }

  #switch(name: string): void {
    this.switches += 1;
    this.primary = name;
    if (!this.#running.has(name) || !this.#declared.has(name)) this.broken.push(`${name} cannot lead`);
  }

  /** First it is gone, and then one Sentinel after the other forgets it. */
  #leave(name: string): void {
    if (name === this.primary) this.broken.push(`the primary ${name} is ended`);
    this.#running.delete(name);
    this.#known.delete(name);
    this.#look(`${name} is gone`);
    for (const each of this.#sentinels()) {
      this.#known.get(each)?.delete(name);
      this.#look(`${each} forgets ${name}`);
    }
  }

  /** Enough are left for a failover at each moment, and somebody to promote; the primary takes writes. */
  #look(when: string): void {
    const reachable = this.#sentinels().length;
    for (const name of this.#sentinels()) {
      const needed = majority(this.#counted(name));
      if (reachable < needed) this.broken.push(`${when}: ${reachable} Sentinels, ${name} needs ${needed}`);
    }
    // Who leads looks at its own quorum, and whoever votes at none.
    if (!this.#sentinels().some((name) => reachable >= (this.#quorums.get(name) ?? 0)))
      this.broken.push(`${when}: nobody has a quorum`);
    const replicas = this.#data().filter((name) => name !== this.primary).length;
    const guard = this.#guards.get(this.primary) ?? 0;
    if (replicas < guard) this.broken.push(`${when}: ${replicas} replicas, ${this.primary} demands ${guard}`);
    if (replicas < 1) this.broken.push(`${when}: nobody to promote`);
  }

  #counted(name: string): number {
    return [...(this.#known.get(name) ?? [])].filter((each) => this.#isSentinel(each)).length + 1;
  }

  #others(name: string): Set<string> {
    return new Set([...this.#running].filter((each) => each !== name));
  }

  #members(name: string): string {
    return [...this.#others(name), name].toSorted().join();
  }

  #sentinels(): readonly string[] {
    return [...this.#running].filter((name) => this.#isSentinel(name));
  }

  #data(): readonly string[] {
    return [...this.#running].filter((name) => this.#hosts.get(name)?.data !== undefined);
  }

  #isSentinel(name: string): boolean {
    return this.#hosts.get(name)?.sentinel !== undefined;
  }
}
