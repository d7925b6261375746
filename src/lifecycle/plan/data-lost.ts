/** Guards of data: volumes that are destroyed, and what is in memory only. */
import { few } from '../../diff/clause.ts';
import { isDown, type LostVolume, type Subject } from './fates.ts';
import { holdersOf } from './hosts-down.ts';
import { allow, type Refusal } from './refusal.ts';

/** What neither a snapshot nor another host holds afterwards is gone for good. */
export function protectedData(subject: Subject): readonly Refusal[] {
  const { environment, wasProtected, lostVolumes } = subject;
  if (!environment.protected && !wasProtected) return [];
  const lost = lostVolumes.filter(({ leavesSnapshot }) => !leavesSnapshot);
  const losses = [
    ...(lost.length === 0
      ? []
      : [`the data volume of ${owners(lost)} would be destroyed without a snapshot`]),
    ...(losesMemory(subject)
      ? ['its data are in memory only, and every host that holds them would go down']
      : []),
  ];
  return losses.map((loss) => ({
    guard: 'protected-data',
    isFinal: true,
    reason: `${environment.name} is protected, and ${loss}`,
    remedy: 'keep them; no flag lets data of a protected environment go',
  }));
}

function losesMemory(subject: Subject): boolean {
  const holders = holdersOf(subject);
  return subject.environment.redis.persistence === 'none' && holders.length > 0 && holders.every(isDown);
}

/** No data volume is destroyed by the way. */
export function dataVolume({ lostVolumes }: Subject): readonly Refusal[] {
  if (lostVolumes.length === 0) return [];
  const kept = lostVolumes.every(({ leavesSnapshot }) => leavesSnapshot);
  return [
    {
      guard: 'data-volume',
      isFinal: false,
      reason: `the data volume of ${owners(lostVolumes)} would be destroyed${kept ? ', and a snapshot of it stays' : ' with the data on it'}`,
      remedy: `leave its host as it is, or ${allow('data-volume', 'the data may go')}`,
    },
  ];
}

function owners(volumes: readonly LostVolume[]): string {
  return few(volumes.map(({ host, address }) => host ?? address).sort(), 'hosts');
}
