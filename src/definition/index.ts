/** What a definition imports by the name of the package: how it is declared, its types, and the settings of a project. */
export {
  type ConfigDefinition,
  type ConfigEnvironments,
  type ConfigState,
  config,
} from './config.ts';
export {
  type AwsDefinition,
  type Directives,
  type EnvironmentDefinition,
  environment,
  type HostDefinition,
  type NetworkDefinition,
  type RedisDefinition,
  type Role,
  type SentinelDefinition,
  type StateDefinition,
  type TlsDefinition,
  type UserRights,
  type UsersDefinition,
  type ZoneBlocks,
} from './environment.ts';
export type { PackageName } from './packages.ts';
export type { SizeName } from './sizes.ts';
export { type Spread, type SpreadName, spread } from './spread.ts';
