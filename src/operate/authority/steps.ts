/** The steps of a change of the authority, in their order. Doing what is done already changes nothing. */
import { type Authorities, printAuthorities } from '../../certificates/authority.ts';
import { newSigner, provideUnder } from '../../certificates/provide.ts';
import type { Environment } from '../../topology/environment.ts';
import { privateCaOf } from '../../topology/tls.ts';
import { type AuthorityLook, authoritiesIn, type ProgramLook } from './look.ts';
import { type AuthorityOperation, type AuthorityStep, authorityStep } from './step.ts';
import { haveTaken } from './take.ts';

const BACK = '--back, until the new one signs';

/** Before anybody is told: what was cut off in the middle is gone on with by the same authority. */
export function propose(environment: Environment): AuthorityStep {
  return authorityStep(
    {
      hosts: [],
      what: `${privateCaOf(environment) === undefined ? 'make another authority, and lay it' : 'lay that of AWS Private CA'} into the store beside the one that signs`,
      why: 'whoever goes on after a cut finds it there',
      undo: BACK,
    },
    () => undefined,
    async (operation) => {
      const authorities = await authoritiesIn(operation);
      if (authorities.next !== undefined || authorities.former.length > 0) return;
      const next = await newSigner(operation.wanted, operation.store, new Date());
      await keep(operation, { ...authorities, next });
    },
  );
}

/** From then on a host may show a certificate of either. */
export function trustBoth(environment: Environment): AuthorityStep {
  return authorityStep(
    {
      hosts: namesOf(environment),
      what: 'let the host trust both authorities: Redis reads that while it runs, a Sentinel restarts while all others watch',
      why: 'before anybody shows a certificate of the new one, all take it',
      undo: BACK,
    },
    () => undefined,
    async (operation) => {
      const authorities = await authoritiesIn(operation);
      await provideUnder(authorities, operation.wanted, operation.store, new Date());
      await haveTaken(operation, authorities, ({ takesNewest }) => takesNewest);
    },
  );
}

/** The key of the one before is gone with this, so that nothing is signed by it any more. */
export function signAnew(environment: Environment): AuthorityStep {
  return authorityStep(
    {
      hosts: namesOf(environment),
      what: 'sign a new certificate for the host by the new authority, which it takes in the same way',
      why: 'hosts and clients take it by now',
      notice:
        'who does not trust the new authority finds no way in any more; connections that are open stay open',
      undo: 'none: another change',
    },
    (look) => clauseOf(look, ({ takesNewest }) => takesNewest, 'does not trust the new authority yet'),
    async (operation) => {
      const authorities = signedByNext(await authoritiesIn(operation));
      await keep(operation, authorities);
      await provideUnder(authorities, operation.wanted, operation.store, new Date());
      await haveTaken(operation, authorities, ({ showsNewest }) => showsNewest);
    },
  );
}

function signedByNext(authorities: Authorities): Authorities {
  const { signer, next, former } = authorities;
  if (next === undefined) return authorities;
  return { signer: next, next: undefined, former: [signer.certificate, ...former] };
}

/** Hosts first: where it is cut off, the store still says that there was another one. */
export function drop(environment: Environment): AuthorityStep {
  return authorityStep(
    {
      hosts: namesOf(environment),
      what: 'let the host trust the new authority alone',
      why: 'last: nobody shows a certificate of the other one any more',
      undo: 'none: another change',
    },
    (look) => clauseOf(look, ({ showsNewest }) => showsNewest, 'shows a certificate of another authority'),
    async (operation) => {
      const { signer } = await authoritiesIn(operation);
      await settle(operation, { signer, next: undefined, former: [] });
    },
  );
}

/** While the next one has signed nothing. */
export function withdraw(environment: Environment): AuthorityStep {
  return authorityStep(
    {
      hosts: namesOf(environment),
      what: 'let the host trust the authority that signs alone, and forget the other one',
      why: 'nothing was signed by it',
      undo: 'another change',
    },
    () => undefined,
    async (operation) => {
      const { signer, former } = await authoritiesIn(operation);
      await settle(operation, { signer, next: undefined, former });
    },
  );
}

async function settle(operation: AuthorityOperation, authorities: Authorities): Promise<void> {
  await provideUnder(authorities, operation.wanted, operation.store, new Date());
  await haveTaken(operation, authorities, ({ takesNewest, showsNewest }) => takesNewest && showsNewest);
  await keep(operation, authorities);
}

async function keep({ store, wanted }: AuthorityOperation, authorities: Authorities): Promise<void> {
  await store.write(wanted.authority, printAuthorities(authorities));
}

function namesOf({ hosts }: Environment): readonly string[] {
  return hosts.map(({ name }) => name);
}

/** What is not known counts as not so. */
function clauseOf(
  { programs }: AuthorityLook,
  holds: (program: ProgramLook) => boolean,
  what: string,
): string | undefined {
  const found = programs.find((one) => !holds(one));
  if (found === undefined) return undefined;
  return `${nameOf(found)} ${what}, or does not answer; each host looks into the store once an hour: run the command again then`;
}

/** `Redis on one`, `Sentinel two`. */
export function nameOf({ host, program }: Pick<ProgramLook, 'host' | 'program'>): string {
  return program === 'redis' ? `Redis on ${host}` : `Sentinel ${host}`;
}
