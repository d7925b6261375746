/** Hosts that stay with other roles: what of that making them anew does not do. */
import type { DocumentKind } from '../../../redis/document.ts';
import { servicesOf } from '../../../render/group-settings.ts';
import { type Host, hasData, majority, sentinelHosts } from '../../../topology/environment.ts';
import type { Phase, Refusal, RolloutInput } from '../input.ts';
import { arriving, leaving } from '../members.ts';

/** Giving up a role comes with the new machine (src/operate/replacement/make-anew.ts); what else there is, is refused. */
export function roles(input: RolloutInput): Phase {
  const changing = input.environment.hosts.flatMap((host) => roleChange(input, host));
  return {
    steps: [],
    refusals: [
      ...changing.flatMap(gained),
      ...changing.flatMap((change) => leading(input, change)),
      ...together(input, changing),
      ...withoutMajority(input, changing),
    ],
  };
}

/** A host that stays with other roles. */
interface RoleChange {
  readonly host: Host;
  readonly gets: readonly DocumentKind[];
  readonly givesUp: readonly DocumentKind[];
}

function roleChange({ machines }: RolloutInput, host: Host): readonly RoleChange[] {
  const before = machines.hosts.find((change) => change.host === host.name)?.programs;
  if (before === undefined) return [];
  const declared = servicesOf(host);
  return [
    {
      host,
      gets: declared.filter((program) => !before.includes(program)),
      givesUp: before.filter((program) => !declared.includes(program)),
    },
  ];
}

/** The others wait for a member that is not there yet, and settings that rise with it would rise too early. */
function gained({ host: { name }, gets }: RoleChange): readonly Refusal[] {
  return gets.map((program) => ({
    why: `${name} is to become a ${program === 'redis' ? 'data host' : 'Sentinel'} as well, and no host that stays gets another role`,
    remedy: `take ${name} out of the definition, roll that out, and put it back with all its roles`,
  }));
}

function leading({ environment, status }: RolloutInput, { host, givesUp }: RoleChange): readonly Refusal[] {
  const isNamed = status.sentinels.some(({ facts }) => facts?.primary.address === host.address);
  if (!isNamed || !givesUp.includes('redis') || hasData(host)) return [];
  return [
    {
      why: `${host.name} is primary, and is to hold no data any more`,
      remedy: `put the definition back, move the primary with vedette switchover ${environment.name}, and roll out then`,
    },
  ];
}

/** How many there are is looked at for each host that comes or leaves. */
function together(input: RolloutInput, changing: readonly RoleChange[]): readonly Refusal[] {
  const [first] = changing;
  const [other] = [...arriving(input), ...leaving(input)];
  if (first === undefined || other === undefined) return [];
  return [
    {
      why: `${first.host.name} is to have other roles, while ${other.name} comes or leaves`,
      remedy: 'roll out one of them alone, and the other one afterwards',
    },
  ];
}

/** While one is gone and not forgotten yet, it is counted still. */
function withoutMajority({ environment }: RolloutInput, changing: readonly RoleChange[]): readonly Refusal[] {
  const first = changing.find(({ givesUp }) => givesUp.includes('sentinel'));
  const left = sentinelHosts(environment).length;
  if (first === undefined || left >= majority(left + 1)) return [];
  return [
    {
      why: `while ${first.host.name} gives up its Sentinel, ${left} of ${left + 1} Sentinels are left, and a failover takes ${majority(left + 1)}`,
      remedy: 'keep at least two Sentinels',
    },
  ];
}
