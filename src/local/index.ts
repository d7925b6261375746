/** This machine as the cloud: hosts in namespaces that run their user-data against FreeBSD stand-ins. */
export type { LocalCloud } from './connection.ts';
export type { ExecOptions, ExecResult, Variables } from './enter.ts';
export { generatePassword } from './password.ts';
export type {
  BootState,
  Faults,
  HostState,
  HostStatus,
  LocalCloudSpec,
  LocalHost,
  Service,
} from './protocol.ts';
export { cloudNames } from './registry.ts';
export { checkRequirements, thisMachine } from './requirements.ts';
export { connectCloud, startCloud } from './start.ts';
