/** By which means a change of a definition reaches what runs. */

/**
 * The means, from what happens by itself to what nobody has to do: `deploy` is what `cdktf deploy` does; `roll-out` is
 * what running hosts get by a roll-out only, until that exists by hand or by replacing the host, since instances ignore
 * changes of their user-data; `next-host` is what a host gets when it is next created or replaced; `nothing` needs no
 * doing.
 */
export const MEANS = ['deploy', 'roll-out', 'next-host', 'nothing'] as const;

/** By which means a change takes effect. */
export type Means = (typeof MEANS)[number];
