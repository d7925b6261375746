import type { ExecutionContext } from 'ava';
import { stateKey } from '../../../src/aws/state-place.ts';
import { lockOn } from '../../../src/lifecycle/locks/lock.ts';
import { getObject } from '../../../src/register/object.ts';
import { DRILLS, needs, serially } from '../../_needs.ts';
import { account } from '../../local/account/_account.ts';
import { enterProject } from '../../register/_project.ts';
import { leadTo, motoServer } from '../../register/_s3.ts';
import { holding, initialized, started } from './_held.ts';

enterProject('bucket-lock', {});

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };

/** As a stack writes it whose environment has this name. */
function backend(name: string) {
  return { s3: { ...BUCKET, key: stateKey(name), encrypt: true, use_lockfile: true, use_path_style: true } };
}

/** What holds of the state in any S3 with conditional writes. */
async function isLocked(t: ExecutionContext, name: string): Promise<void> {
  const owner = { name, state: BUCKET };
  t.is(await lockOn(owner), undefined);
  await initialized(name, backend(name));
  const first = await holding(t, name);
  const lock = await lockOn(owner);
  t.is(lock?.operation, 'apply');
  const second = await started(name, 'plan', '-input=false').ended;
  t.is(second.code, 1);
  t.true(second.output.includes(`ID:        ${lock?.id}`), second.output);
  t.true(second.output.includes(`Who:       ${lock?.who}`), second.output);
  const third = started(name, 'plan', '-input=false', '-lock-timeout=10m').ended;
  first.letGo();
  t.is((await first.ended).code, 0);
  t.is((await third).code, 0, (await third).output);
  t.is(await lockOn(owner), undefined);
  t.regex((await getObject({ ...BUCKET, key: stateKey(name) }))?.text ?? '', /"serial": 1/);
}

/** One after the other: each leads this process to another S3. */
const inTurn = serially(needs('terraform'));

inTurn(
  'of two runs on a state in a bucket of this machine one has it, and the other is told who, or waits',
  async (t) => {
    Object.assign(process.env, await account(t, 'buckets'));
    await isLocked(t, 'one');
  },
);

if (DRILLS)
  inTurn(
    'the same holds of the S3 of moto',
    async (t) => {
      const endpoint = await motoServer(t, BUCKET.bucket);
      leadTo(endpoint);
      process.env.AWS_ENDPOINT_URL_STS = endpoint;
      await isLocked(t, 'two');
    },
    needs('terraform', 'moto_server'),
  );
