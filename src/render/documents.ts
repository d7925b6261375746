import type { Document } from '../redis/document.ts';
import { type Environment, type Host, hasData, hasSentinel } from '../topology/environment.ts';
import { redisSections } from './redis-conf.ts';
import { documentOf } from './section.ts';
import { sentinelSections } from './sentinel-conf.ts';

/** The documents of a host: one for each program it runs. */
export interface HostDocuments {
  readonly host: string;
  readonly redis?: Document;
  readonly sentinel?: Document;
}

/** What the configuration of a host says, with the origin of every line. */
export function hostDocuments(environment: Environment, host: Host): HostDocuments {
  return {
    host: host.name,
    ...(hasData(host) ? { redis: documentOf(redisSections(environment, host)) } : {}),
    ...(hasSentinel(host) ? { sentinel: documentOf(sentinelSections(environment, host)) } : {}),
  };
}
