/** The settings of data hosts that a switch-over changes for as long as it takes. */

/** Sentinel promotes the host with the lowest, and never one with 0. */
export const PRIORITY = 'replica-priority';

/** That of the host that is meant, and of others that would have it too. */
export const FIRST = 1;
export const SECOND = 2;

/** How many replicas a primary needs to take writes; 0 switches that off. */
export const GUARD = 'min-replicas-to-write';

/** In seconds: a replica that has not acknowledged for longer does not count; 0 switches that off too. */
export const GUARD_LAG = 'min-replicas-max-lag';
