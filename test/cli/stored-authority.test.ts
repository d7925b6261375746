import test, { type ExecutionContext } from 'ava';
import { makeAuthority, printAuthorities } from '../../src/certificates/authority.ts';
import { storedAuthority } from '../../src/cli/stored-authority.ts';
import { secretsManager } from '../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import { secretArn } from '../../src/local/secrets.ts';
import { BASE, resolved } from '../topology/_base.ts';

const TLS = resolved({ ...BASE, tls: { mode: 'required' } });
const NAME = 'vedette/base/authority';

/** Starts an account whose secret of the authority has this text, and leads this process to it. */
async function lead(t: ExecutionContext, value: string | undefined): Promise<void> {
  const secret = value === undefined ? undefined : { arn: secretArn(TLS.aws.region, NAME), value };
  const service = secretsManager(async (name) => (name === NAME ? secret : undefined));
  const { variables, close } = await serveAccount([service], {});
  t.teardown(close);
  Object.assign(process.env, variables);
  delete process.env.AWS_PROFILE;
}

test.serial('of the authority its certificates are read, and its key goes no further', async (t) => {
  const now = new Date();
  const [signer, next] = [await makeAuthority('base', now), await makeAuthority('base', now)];
  await lead(t, printAuthorities({ signer, next, former: [] }));
  t.is(await storedAuthority(TLS), `${signer.certificate}${next.certificate}`);
});

test.serial('an authority that is not there is named with what to do', async (t) => {
  await lead(t, undefined);
  await t.throwsAsync(storedAuthority(TLS), {
    message: `the authority ${NAME} in Secrets Manager of eu-central-1 is not there; deploy the environment, or give the authority's certificate in a file with --authority`,
  });
});
