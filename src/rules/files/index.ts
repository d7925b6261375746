/** The rules that only files can break. */
import type { FileRule } from '../rule.ts';
import { aclDefaultOpen, aclHelloChannel, aclSentinelExcess, aclSentinelUser } from './acl.ts';
import { certificateLifetime, certificateName, certificateTrust, certificateUsable } from './certificates.ts';
import { renameMap } from './commands.ts';
import { lineIgnored, lineRefused } from './lines.ts';
import {
  authPassMissing,
  masterauthMissing,
  requirepassMissing,
  secretDistinct,
  secretEqual,
  sentinelPassword,
} from './login.ts';
import { moduleEqual } from './modules.ts';
import { masterNameCharset, monitorAddress, monitorTwice, sentinelEqual, sentinelMyid } from './monitor.ts';
import { replicaHeldBack } from './promotion.ts';
import { bindReachable, protectedOpen, unprotected } from './reach.ts';
import { clusterEnabled, dirKept, replicaofInclude } from './restart.ts';
import { monitorServer, replicaofCircle, secondPrimary } from './roles.ts';
import { tlsEqual, tlsLinkPort, tlsMixed, tlsSentinelPort, tlsServerPort } from './tls.ts';

/** By theme. */
export const FILE_RULES: readonly FileRule[] = [
  ...[lineRefused, lineIgnored],
  ...[masterauthMissing, requirepassMissing, authPassMissing, secretEqual, secretDistinct, sentinelPassword],
  ...[aclSentinelUser, aclSentinelExcess, aclHelloChannel, aclDefaultOpen],
  ...[monitorServer, monitorAddress, monitorTwice, masterNameCharset, sentinelEqual, sentinelMyid],
  ...[replicaofCircle, secondPrimary, replicaHeldBack],
  ...[bindReachable, protectedOpen, unprotected],
  ...[renameMap, moduleEqual],
  ...[replicaofInclude, clusterEnabled, dirKept],
  ...[tlsEqual, tlsMixed, tlsServerPort, tlsLinkPort, tlsSentinelPort],
  ...[certificateUsable, certificateTrust, certificateName, certificateLifetime],
];
