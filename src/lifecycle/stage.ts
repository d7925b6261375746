/** How far an environment has come between its creation and its end, from all that is known of it. Pure. */
import { onOneLine } from '../base/errors.ts';
import type { CreatedEnvironment } from '../register/record.ts';
import type { Deployed } from './deployed.ts';

/** Why something is not known. */
export interface Unknown {
  readonly unknown: string;
}

/** What is known of an environment. */
export interface Evidence {
  readonly created: Pick<CreatedEnvironment, 'deployed' | 'ending'>;
  /** What its state has. */
  readonly deployed: Deployed;
  /** How many resources carry its tag; undefined where nobody asked. */
  readonly tagged: number | Unknown | undefined;
}

/**
 * - `creating`: nothing of it is there yet, as far as was looked.
 * - `live`: its state has resources.
 * - `half destroyed`: its destruction was begun, and it is not proven that nothing is left.
 * - `left without state`: AWS lists resources, and no state has any.
 * - `unknown`: what is known does not tell, or contradicts itself.
 */
export type Stage =
  | { readonly kind: 'creating' | 'live' | 'half destroyed' | 'left without state' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Tells how far one has come. What is not known never counts as nothing. */
export function stageOf({ created, deployed, tagged }: Evidence): Stage {
  if ('unknown' in deployed) return unknown(deployed.unknown);
  if (created.ending !== undefined) return { kind: 'half destroyed' };
  if (deployed.resources > 0)
    return tagged === 0
      ? unknown(`its state has ${deployed.resources} resources, and AWS lists none of them`)
      : { kind: 'live' };
  if (typeof tagged === 'object') return unknown(tagged.unknown);
  if (tagged !== undefined) return { kind: tagged === 0 ? 'creating' : 'left without state' };
  return created.deployed === undefined
    ? { kind: 'creating' }
    : unknown(`a deployment began at ${created.deployed}, and its state has nothing; ask AWS with --live`);
}

function unknown(why: string): Stage {
  return { kind: 'unknown', why: onOneLine(why) };
}
