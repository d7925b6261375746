import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wantedCertificates } from '../../src/certificates/wanted.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { secretsManager } from '../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import { secretArn } from '../../src/local/secrets.ts';
import { SMALL, small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { BIN, scratchFolder } from '../cli/_run.ts';
import { type EndedStep, runOf, runStep, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('certificates');
const RENEW = runOf(workflow, 'renew', 'Renew');
const scratch = scratchFolder('certificates-workflow');
const withJq = needs('jq');

/** Runs the step for an environment whose secrets were created, with the values that they have. */
async function renew(
  name: string,
  tls: EnvironmentDefinition['tls'],
  values: Map<string, string> | undefined,
): Promise<EndedStep> {
  const root = join(scratch, name);
  mkdirSync(join(root, 'stacks'), { recursive: true });
  writeFileSync(join(root, 'summary'), '');
  writeFileSync(join(root, `stacks/${name}.json`), JSON.stringify({ ...SMALL, name, tls }));
  const { variables, close } = await serveAccount(
    [
      secretsManager(
        async (secret) =>
          values && {
            arn: secretArn('eu-central-1', secret),
            value: values.get(secret),
            put: async ({ value }) => void values.set(secret, value),
          },
      ),
    ],
    {},
  );
  try {
    return await runStep(root, RENEW, { ...variables, VEDETTE: BIN, ENVIRONMENT: name });
  } finally {
    await close();
  }
}

withJq(
  'certificates that are missing or end soon are renewed, others stay, and the summary tells which',
  async (t) => {
    t.timeout(60_000);
    const values = new Map<string, string>();
    const wanted = wantedCertificates(small({ name: 'due', tls: { mode: 'required' } }));
    const first = await renew('due', { mode: 'required' }, values);
    t.is(first.status, 0, first.stderr);
    t.regex(first.summary, /3 new certificates in the store/);
    const before = new Map(values);
    t.is(before.size, 1 + (wanted?.hosts.length ?? 0));
    const second = await renew('due', { mode: 'required' }, values);
    t.deepEqual([second.status, values], [0, before]);
    t.regex(second.summary, /every certificate is good for longer/);
    const third = await renew('due', { mode: 'required', lifetimeDays: 100, renewBeforeDays: 95 }, values);
    t.is(third.status, 0, third.stderr);
    t.notDeepEqual(values, before);
    t.notRegex(`${first.summary}${first.stdout}${first.stderr}`, /PRIVATE KEY/);
  },
);

withJq(
  'the job fails where the store cannot be written, and has nothing to do where vedette signs nothing',
  async (t) => {
    t.timeout(60_000);
    const failed = await renew('undeployed', { mode: 'required' }, undefined);
    t.is(failed.status, 1);
    t.regex(failed.stderr, /Secrets Manager of eu-central-1 cannot be written/);
    for (const [name, tls] of [
      ['plain', { mode: 'off' }],
      ['laid', { mode: 'required', authority: 'files' }],
    ] as const) {
      const { status, summary } = await renew(name, tls, undefined);
      t.deepEqual([status, summary], [0, `vedette signs no certificate of ${name}.\n`]);
    }
  },
);
