/** `vedette rotate --certificates`. */
import { ExitCode } from '../base/errors.ts';
import { countOf } from '../base/units.ts';
import type { Provided } from '../certificates/provide.ts';
import { thisActor } from '../lifecycle/actor.ts';
import { type Renewed, renew } from '../operate/certificates/renewal.ts';
import { type Element, type Outcome, type Phrase, paragraph, prose, table } from '../report/elements.ts';
import { type Format, note, showBefore } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';
import { ask } from './ask.ts';
import { certificateStore } from './certificate-store.ts';

/** What was asked for. */
export interface RenewalOptions {
  readonly plan: boolean;
  readonly yes: boolean;
  readonly due: boolean;
  readonly broken: string | undefined;
  readonly format: Format;
}

/** Renews certificates, and tells what became of it. */
export async function rotateCertificates(
  environment: Environment,
  { plan, yes, due, broken, format }: RenewalOptions,
): Promise<Outcome> {
  const { name } = environment;
  const renewed = await renew({
    environment,
    store: await certificateStore(environment),
    isOnlyDue: due,
    isOnlyPlanned: plan,
    locking: { run: thisActor(new Date()).name, reason: 'a renewal of certificates', broken, tell: note },
    now: new Date(),
    show: (hosts) => showBefore(hostElements(hosts), { format, isAsked: !yes && !plan }),
    approve: async () => (yes ? 'yes' : ask(`Give these hosts of ${name} new certificates`)),
  });
  const shown = format === 'human' ? [] : hostElements(renewed.hosts);
  return {
    data: { environment: name, fate: renewed.fate, certificates: renewed.hosts },
    report: [...shown, ...fateElements(name, renewed)],
    exitCode: renewed.fate === 'unasked' ? ExitCode.failed : ExitCode.done,
  };
}

function hostElements(hosts: readonly Provided[]): readonly Element[] {
  if (hosts.length === 0) return [];
  return [
    table(
      ['host', 'gets a new certificate, since'],
      hosts.map(({ host, why }) => [host, why]),
    ),
  ];
}

const FETCHED =
  'Each host looks into the store once an hour and takes what is new: Redis reads it while it runs, and a Sentinel restarts, while all others watch. Connections stay open.';

function fateElements(name: string, { fate, hosts }: Renewed): readonly Element[] {
  const count = countOf(hosts.length, 'new certificate');
  const phrases: Readonly<Record<Renewed['fate'], Phrase>> = {
    nothing: { text: `${name}: every certificate is good for longer`, tone: 'good' },
    done: { text: `${name}: ${count} in the store`, tone: 'good' },
    planned: 'nothing is changed',
    declined: 'nothing is changed',
    unasked: {
      text: 'nothing is changed, since there is no terminal to ask on: look at the hosts, and run the command again with --yes',
      tone: 'error',
    },
  };
  return [paragraph(phrases[fate]), ...(fate === 'done' ? [prose(FETCHED)] : [])];
}
