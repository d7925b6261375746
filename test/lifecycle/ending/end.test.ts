import { existsSync, rmSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import type { Actor } from '../../../src/lifecycle/actor.ts';
import { beginDeployment, rememberDefinition } from '../../../src/lifecycle/begin-deployment.ts';
import { createEnvironment } from '../../../src/lifecycle/create.ts';
import { type Audience, destroyEnvironment } from '../../../src/lifecycle/ending/destroy.ts';
import { findDoomed } from '../../../src/lifecycle/ending/doomed.ts';
import { dueAt } from '../../../src/lifecycle/ending/due.ts';
import { endEnvironment } from '../../../src/lifecycle/ending/end.ts';
import { reap } from '../../../src/lifecycle/ending/reap.ts';
import { settleDestroyed } from '../../../src/lifecycle/ending/settle.ts';
import { ownersIn } from '../../../src/lifecycle/owners.ts';
import { openWritten } from '../../../src/lifecycle/written.ts';
import { openEnvironment } from '../../../src/register/open.ts';
import { openRegister } from '../../../src/register/places.ts';
import { changeRegister, readRegister } from '../../../src/register/register.ts';
import { openSettings } from '../../../src/register/settings.ts';
import { enterProject } from '../../register/_project.ts';
import { BASE } from '../../topology/_base.ts';
import { taggingApi } from '../tagged/_tagging-api.ts';
import { deployed, idsLeft, standInForTerraform } from './_standing-in.ts';

enterProject('end', {
  small: { ...BASE, name: 'small' },
  guarded: { ...BASE, name: 'guarded', protected: true },
});

const ADA: Actor = {
  name: 'ada@laptop',
  user: 'ada',
  commit: 'c0ffee',
  now: new Date('2026-11-27T12:00:00Z'),
};

function audience(answer: 'yes' | 'no' | 'nobody' = 'yes'): Audience {
  const nothing = () => undefined;
  return { tell: nothing, status: nothing, show: nothing, approve: async () => answer, actor: ADA };
}

/** An environment that was created, and has instances. */
async function deploy(name: string, { ids = ['i-1', 'i-2'], owner = 'pr/42' } = {}): Promise<void> {
  const [settings, store, { written }] = [await openSettings(), await openRegister(), await openWritten()];
  const wish = { name, from: 'small', set: [], owner };
  const { environment } = await createEnvironment(wish, { settings, store, actor: ADA, written });
  await rememberDefinition(environment, settings, ADA);
  await beginDeployment(environment, ADA);
  deployed(name, ...ids);
}

const recordOf = async (name: string) =>
  (await readRegister(await openRegister())).find((one) => one.name === name);

/** AWS lists some instances, under whatever tag. */
async function listed(t: ExecutionContext, ...ids: readonly string[]): Promise<void> {
  const arns = ids.map((id) => `arn:aws:ec2:eu-central-1:111122223333:instance/${id}`);
  await taggingApi(t, () => [200, { ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN })) }]);
}

test.serial(
  'what is destroyed is gone with its name, though AWS lists for a while what ended, and its source is gone',
  async (t) => {
    await deploy('one');
    await listed(t, 'i-1', 'i-2');
    standInForTerraform();
    writeFileSync('stacks/small.json', '{');
    const { isGone, destruction, notes } = await endEnvironment('one', audience());
    writeFileSync('stacks/small.json', JSON.stringify({ ...BASE, name: 'small' }));
    t.true(isGone);
    t.like(destruction, { kind: 'destroyed', destroyed: 2 });
    t.regex(
      notes.join('\n'),
      /^note: one is taken as it was deployed or created at 2026-11-27T12:00:00Z from commit c0ffee, since its definition does not open now: stacks\/small\.json/,
    );
    t.is(await recordOf('one'), undefined);
    t.false(existsSync('.vedette/state/one.tfstate'));
  },
);

test.serial(
  'what fails is half destroyed and keeps its name, and the next run goes on with what is left',
  async (t) => {
    await deploy('two');
    await listed(t);
    standInForTerraform(['i-2']);
    await t.throwsAsync(endEnvironment('two', audience()), {
      message: /aws_instance\.i-2 is busy[\s\S]*go on with vedette env destroy two$/,
    });
    t.like(await recordOf('two'), { ending: { at: '2026-11-27T12:00:00Z', by: 'ada@laptop' } });
    t.deepEqual(idsLeft('two'), ['i-2']);
    standInForTerraform();
    t.like(await endEnvironment('two', audience()), { isGone: true, destruction: { destroyed: 1 } });
  },
);

test.serial('what carries the tag that no state knows keeps the name, until it is gone', async (t) => {
  await deploy('three');
  await listed(t, 'i-1', 'i-9');
  const asked = standInForTerraform();
  const { isGone, destruction } = await endEnvironment('three', audience());
  t.false(isGone);
  if (destruction.kind !== 'destroyed') return t.fail();
  t.like(destruction.remains, { inState: [], tagged: { 0: { id: 'i-9' }, length: 1 } });
  t.truthy((await recordOf('three'))?.ending);
  await listed(t);
  t.true((await endEnvironment('three', audience())).isGone);
  t.is(asked().filter((line) => line === 'three apply').length, 1);
});

test.serial(
  'where AWS cannot be asked nothing counts as gone, and what was never deployed has no need of it',
  async (t) => {
    await taggingApi(t, () => [400, { __type: 'AccessDeniedException', message: 'no' }]);
    standInForTerraform();
    await deploy('four');
    t.false((await endEnvironment('four', audience())).isGone);
    t.false((await endEnvironment('four', audience())).isGone, 'nor where its state is empty');
    rmSync('.vedette/state/four.tfstate');
    t.false((await endEnvironment('four', audience())).isGone, 'nor where its state is lost');
    const settings = await openSettings();
    const wish = { name: 'never', from: 'small', set: [] };
    const ground = { settings, store: await openRegister(), actor: ADA, written: [] };
    await createEnvironment(wish, ground);
    const asked = standInForTerraform();
    t.true((await endEnvironment('never', audience())).isGone);
    t.deepEqual(asked(), [], 'and Terraform is not asked either');
    await createEnvironment(wish, ground);
    await listed(t, 'i-1');
    t.false((await endEnvironment('never', audience())).isGone, 'but what AWS lists counts');
  },
);

for (const answer of ['no', 'nobody'] as const)
  test.serial(
    `where ${answer === 'no' ? 'who is asked says no' : 'nobody can be asked'} nothing is changed`,
    async (t) => {
      await deploy(`asked-${answer}`);
      const asked = standInForTerraform();
      const before = await recordOf(`asked-${answer}`);
      const { isGone, destruction } = await endEnvironment(`asked-${answer}`, audience(answer));
      t.false(isGone);
      t.is(destruction.kind, answer === 'no' ? 'declined' : 'unasked');
      t.deepEqual(await recordOf(`asked-${answer}`), before);
      t.false(asked().some((line) => line.endsWith('apply')));
    },
  );

test.serial(
  'one that is protected is refused before Terraform is asked, also where it was only when it was deployed',
  async (t) => {
    const asked = standInForTerraform();
    const message =
      'guarded is protected, so nothing of it is destroyed; take protected out of its definition, deploy that with vedette deploy guarded, and destroy it then, which takes no snapshot';
    const refused = { message, name: 'RefusedError' };
    const destroy = async () => destroyEnvironment(await findDoomed('guarded'), audience());
    await t.throwsAsync(destroy, refused);
    await beginDeployment(await openEnvironment('guarded'), ADA);
    writeFileSync('stacks/guarded.json', JSON.stringify({ ...BASE, name: 'guarded' }));
    await t.throwsAsync(destroy, refused);
    await beginDeployment(await openEnvironment('guarded'), ADA);
    await listed(t);
    deployed('guarded', 'i-1');
    const destruction = await destroy();
    t.is(destruction.kind, 'destroyed');
    await settleDestroyed('guarded', destruction);
    t.false(existsSync('.vedette/definitions/guarded.json'));
    t.deepEqual(
      asked().filter((line) => line.endsWith('apply')),
      ['guarded apply'],
    );
  },
);

test.serial(
  'one that is destroyed and not ended keeps its name, and is half destroyed no more',
  async (t) => {
    await deploy('named');
    await listed(t);
    standInForTerraform();
    const destruction = await destroyEnvironment(await findDoomed('named'), audience());
    await settleDestroyed('named', destruction);
    const record = await recordOf('named');
    t.is(record?.name, 'named');
    t.is(record?.ending, undefined);
    t.is(record?.deployed, undefined);
    t.true(existsSync('.vedette/definitions/named.json'));
  },
);

test.serial(
  'a reaper goes on after a failure, leaves alone what stacks/ has, and tells of each why it stays',
  async (t) => {
    for (const [name, owner] of [
      ['busy', 'pr/1'],
      ['dead', 'pr/2'],
      ['alive', 'pr/3'],
      ['written', 'pr/4'],
      ['gone', 'pr/5'],
    ] as const)
      await deploy(name, { owner, ids: [`i-${name}`] });
    writeFileSync('stacks/written.json', JSON.stringify({ ...BASE, name: 'written' }));
    await listed(t);
    const asked = standInForTerraform(['i-busy']);
    const register = (await readRegister(await openRegister())).filter(({ owner }) => /^pr\/\d$/.test(owner));
    const reaped = await reap(dueAt(register, ADA.now, ownersIn('pr/3')), audience());
    rmSync('stacks/written.json');
    t.deepEqual(
      reaped.map(({ created, reason, stays }) => [created.name, reason, stays === undefined]),
      [
        ['busy', 'orphaned', false],
        ['dead', 'orphaned', true],
        ['written', 'orphaned', false],
        ['gone', 'orphaned', true],
      ],
    );
    t.regex(reaped[0]?.stays ?? '', /i-busy is busy/);
    t.regex(reaped[2]?.stays ?? '', /^written is the environment of .*written\.json by now/);
    t.deepEqual(
      asked().filter((line) => line.endsWith('apply')),
      ['busy apply', 'dead apply', 'gone apply'],
    );
    t.deepEqual(idsLeft('alive'), ['i-alive']);
  },
);

test.serial(
  'a reaper leaves what was given more time, or was created anew, since it listed what is due',
  async (t) => {
    for (const name of ['longer', 'anew', 'due']) await deploy(name, { owner: 'pr/6', ids: [`i-${name}`] });
    await listed(t);
    standInForTerraform();
    const register = (await readRegister(await openRegister())).filter(({ owner }) => owner === 'pr/6');
    const due = dueAt(register, ADA.now, ownersIn('pr/'));
    t.is(due.orphaned.length, 3);
    const store = await openRegister();
    await changeRegister(store, (before) =>
      before.map((one) => ({
        ...one,
        ...(one.name === 'longer' ? { expires: '2026-11-28T12:00:00Z' } : {}),
        ...(one.name === 'anew' ? { created: '2026-11-27T12:30:00Z' } : {}),
      })),
    );
    const reaped = await reap(due, audience());
    t.deepEqual(
      reaped.map(({ created }) => created.name),
      ['due'],
    );
    t.deepEqual([idsLeft('longer'), idsLeft('anew')], [['i-longer'], ['i-anew']]);
  },
);
