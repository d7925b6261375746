/** What a definition imports by the name of the package: how it is declared, and its types. */
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
  type ZoneBlocks,
} from './environment.ts';
export type { PackageName } from './packages.ts';
export type { SizeName } from './sizes.ts';
export { type Spread, type SpreadName, spread } from './spread.ts';
