import { UserError } from '../../base/errors.ts';

/**
 * What can be made to go wrong:
 * - `api`: a call that creates, changes or removes something fails.
 * - `launch`: an instance is there but never gets ready.
 * - `crash`: the provider dies when something is created but Terraform does not know it yet.
 */
export type FaultKind = 'api' | 'launch' | 'crash';

/** A fault that happens once, to the next resource of its type, or of any. */
export interface ProviderFault {
  readonly kind: FaultKind;
  readonly type: string | undefined;
}

const KINDS: readonly string[] = ['api', 'launch', 'crash'];

/** Reads `crash` or `api:aws_instance`. */
export function parseFault(text: string): ProviderFault {
  const [kind = '', type] = text.split(':');
  if (!isKind(kind))
    throw new UserError(`${text} is no fault; use ${KINDS.join(', ')}, or one with a type: api:aws_instance`);
  return { kind, type };
}

function isKind(word: string): word is FaultKind {
  return KINDS.includes(word);
}

/** The faults that have not happened yet. */
export class PendingFaults {
  readonly #pending: ProviderFault[];

  constructor(faults: readonly ProviderFault[]) {
    this.#pending = [...faults];
  }

  /** Whether this one goes wrong; each yes uses a fault up. */
  strikes(kind: FaultKind, type: string): boolean {
    const at = this.#pending.findIndex((fault) => fault.kind === kind && (fault.type ?? type) === type);
    if (at >= 0) this.#pending.splice(at, 1);
    return at >= 0;
  }
}
