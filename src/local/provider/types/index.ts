import type { ResourceTypes } from '../resource-type.ts';
import { ACCESS } from './access.ts';
import { ALARMS } from './alarm.ts';
import { BACKUPS } from './backup.ts';
import { ENDPOINTS } from './endpoint.ts';
import { ENTRANCES } from './entrance.ts';
import { INSTANCES } from './instance.ts';
import { LOGS } from './logs.ts';
import { NETWORK } from './network.ts';
import { SECRETS } from './secret.ts';
import { SECURITY } from './security.ts';
import { VOLUMES } from './volume.ts';

/** Every type of resource that this machine knows. */
export const RESOURCE_TYPES: ResourceTypes = {
  ...NETWORK,
  ...ENDPOINTS,
  ...SECURITY,
  ...SECRETS,
  ...ACCESS,
  ...INSTANCES,
  ...VOLUMES,
  ...ALARMS,
  ...BACKUPS,
  ...ENTRANCES,
  ...LOGS,
};
