/** Which hosts are made anew in a roll-out: what a running program cannot be told comes with another machine. */
import type { Impact } from '../../redis/impact.ts';
import type { SettingDrift } from '../drift/model.ts';
import type { RolloutInput } from './input.ts';

/** A host that is made anew, and why. */
export interface HostAnew {
  readonly host: string;
  /** Each a clause: `io-threads 1 becomes 4, which needs a restart`. */
  readonly why: readonly string[];
}

/** The hosts that are there and are made anew, in the order of the definition. */
export function hostsAnew({ environment, machines, drift }: AnewInput): readonly HostAnew[] {
  return environment.hosts.flatMap(({ name }) => {
    const why = [
      ...machines.hosts
        .filter(({ host, deed }) => host === name && (deed === 'replace' || deed === 'resize'))
        .flatMap((change) => change.why),
      ...drift.hosts.filter(({ host }) => host === name).flatMap(({ settings }) => restartsOf(settings)),
    ];
    return why.length === 0 ? [] : [{ host: name, why: [...new Set(why)] }];
  });
}

export type AnewInput = Pick<RolloutInput, 'environment' | 'machines' | 'drift'>;

/** Settings that no command brings. What would lose data, or nobody knows the effect of, is refused elsewhere. */
function restartsOf(settings: readonly SettingDrift[]): readonly string[] {
  return settings.filter(needsAnother).map(({ key, before, after }) => {
    const [from, to] = [before, after].map((setting) => setting?.value.raw ?? 'nothing');
    return `${key} ${from} becomes ${to}, which needs a restart`;
  });
}

function needsAnother({ whence, impact, key }: SettingDrift): boolean {
  return whence !== 'expected' && (BY_RESTART.has(impact) || BY_BOOT.has(key));
}

/** What they name a host has from its first boot on, and no earlier. */
const BY_BOOT: ReadonlySet<string> = new Set(['tls-cert-file', 'tls-key-file', 'tls-ca-cert-file']);

const BY_RESTART: ReadonlySet<Impact> = new Set(['restart', 'stop-start', 'replace']);
