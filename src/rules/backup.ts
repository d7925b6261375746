/** Whether there is a way back when the data themselves are wrong. */
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const backupMissing: Rule = {
  name: 'backup-missing',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment keeps snapshots of its data volumes.',
  why: 'Replicas follow a FLUSHALL and a faulty release as they follow every write: only a copy from before brings data back.',
  source: 'Redis documentation, replication: a replica does whatever its primary did',
  remedy: 'give aws.backups.keep 1 or more, or waive this for data that can be made anew',
  check({ protected: isProtected, aws: { backups } }) {
    return violatedWhen(isProtected && backups.keep === 0, {
      field: 'aws.backups.keep',
      message: '0 leaves a protected environment without a way back when its data are deleted or wrong',
    });
  },
};

export const backupEmpty: Rule = {
  name: 'backup-empty',
  severity: 'warning',
  waivable: true,
  summary: 'Where snapshots of data volumes are kept, there are data on the volumes.',
  why: 'A snapshot holds what Redis has written to its volume, and without persistence that is nothing.',
  source: 'Redis documentation, persistence',
  remedy: "give redis.persistence 'rdb' or 'aof', or aws.backups.keep 0",
  check({ redis: { persistence }, aws: { backups } }) {
    return violatedWhen(backups.keep > 0 && persistence === 'none', {
      field: 'aws.backups.keep',
      message: `${backups.keep} snapshots of each volume are kept, and redis.persistence 'none' writes nothing to it`,
    });
  },
};

export const restoreUnguarded: Rule = {
  name: 'restore-unguarded',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment names a snapshot to begin with only until it has begun.',
  why: 'While it is there, Terraform may destroy data volumes: else it could not replace them.',
  source:
    'Terraform, prevent_destroy: takes nothing but true or false, and goes by what the definition says now',
  remedy: 'take it away once the group has its data: that changes no volume',
  check({ protected: isProtected, aws: { restore } }) {
    return violatedWhen(isProtected && restore !== undefined, {
      field: 'aws.restore',
      message: `${restore} leaves the data volumes of a protected environment without a guard against deletion`,
    });
  },
};
