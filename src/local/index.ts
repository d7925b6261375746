/** This machine as the cloud: hosts in namespaces that run their user-data against FreeBSD stand-ins. */

export { generatePassword } from '../base/new-password.ts';
export type { LocalCloud } from './connection.ts';
export type { Narrowing } from './links.ts';
export type { HostStatus, LocalCloudSpec, LocalHost, Service } from './protocol.ts';
export { connectCloud, startCloud } from './start.ts';
