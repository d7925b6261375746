/** What completion offers for an argument. What it takes to know that is loaded only when it is asked for. */

/** The arguments that stand before, by their names. */
export type GivenBefore = Readonly<Record<string, string>>;

/** Tells the values that an argument may have; it may fail, and then there are none. */
export type Suggest = (given: GivenBefore) => Promise<readonly string[]>;

/** The environments that are known by name: those in `stacks/`, and those that were created of them. */
export async function environments(): Promise<readonly string[]> {
  // Those of files are known also where the register of a bucket cannot be read.
  const created = await createdEnvironments().catch(() => []);
  return [...new Set([...(await writtenEnvironments()), ...created])];
}

/** The environments in `stacks/`. */
export async function writtenEnvironments(): Promise<readonly string[]> {
  const { environmentNames } = await import('../definition/load.ts');
  return environmentNames();
}

/** The environments that were created of others. */
export async function createdEnvironments(): Promise<readonly string[]> {
  const [{ openRegister }, { readRegister }] = await Promise.all([
    import('../register/places.ts'),
    import('../register/register.ts'),
  ]);
  return (await readRegister(await openRegister())).map(({ name }) => name);
}

/** The hosts of the environment that stands before, as `env`. */
export async function hosts({ env }: GivenBefore): Promise<readonly string[]> {
  if (env === undefined) return [];
  const { openEnvironment } = await import('../register/open.ts');
  return (await openEnvironment(env)).hosts.map(({ name }) => name);
}

/** Every drill of a rehearsal. */
export async function drills(): Promise<readonly string[]> {
  const { DRILLS } = await import('../rehearsal/drills/index.ts');
  return DRILLS.map(({ name }) => name);
}

/** Directives, fields of the definition and rules. */
export async function explainedNames(): Promise<readonly string[]> {
  const [redis, definition, rules] = await Promise.all([
    import('../redis/explain.ts'),
    import('../definition/explain.ts'),
    import('../rules/explain.ts'),
  ]);
  return [...new Set([...redis.directiveNames(), ...definition.fieldNames(), ...rules.ruleNames()])].sort();
}
