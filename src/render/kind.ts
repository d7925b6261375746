/** What hosts differ in as far as the program of their first boot goes. */
import type { EngineName } from '../redis/catalogue/index.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { hasTls } from '../topology/tls.ts';
import { hasUsers } from '../topology/users.ts';

/** A kind of host, as far as its program goes. */
export interface Kind {
  readonly engine: EngineName;
  /** It holds data. */
  readonly data: boolean;
  /** It is a Sentinel. */
  readonly sentinel: boolean;
  /** It installs security updates at its first boot. */
  readonly updates: boolean;
  /** Some or all of its connections are encrypted, so it has a certificate. */
  readonly tls: boolean;
  /** It has users with passwords of their own. */
  readonly users: boolean;
}

/** The kind of a host. */
export function kindOf(environment: Environment, { data, sentinel }: Host): Kind {
  return {
    engine: environment.redis.engine,
    data: data !== undefined,
    sentinel: sentinel !== undefined,
    updates: environment.aws.updates === 'first-boot',
    tls: hasTls(environment),
    users: hasUsers(environment),
  };
}
