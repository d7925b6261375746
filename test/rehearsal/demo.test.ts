import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { env, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentNames } from '../../src/definition/load.ts';
import { firstPrimary } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import { DRILLS, needsAlone, serially } from '../_needs.ts';
import { BIN, scratchFolder, vedette } from '../cli/_run.ts';
import { NEEDED } from '../local/_cloud.ts';

/** How much later than Redis the client may notice: a try that hangs, a pause, and the start of programs on a busy machine. */
const CLIENT_STEP = 2_000;

interface Way {
  readonly title: string;
  /** @default lab */
  readonly environment?: string;
  readonly node: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What the story says of how the hosts came. */
  readonly said: RegExp;
}

const NODE_24 = 'test/nodes/node_modules/node24/bin/node';

const BY_CDKTF: Way = {
  title: 'cdktf',
  node: execPath,
  said: /^cdktf deploy lab, with .*terraform and this machine/m,
};

/** Where cdktf-cli does not run. */
const BY_TERRAFORM: Way = {
  title: 'Terraform on Node 24',
  node: NODE_24,
  said: /^terraform apply of lab, since cdktf-cli does not/m,
};

/** One through Terraform is interrupted below; from then on it is as these are. */
const WAYS: readonly Way[] = [
  BY_CDKTF,
  {
    title: 'neither with a protected environment',
    environment: 'staging',
    node: execPath,
    variables: { TERRAFORM_BINARY_NAME: 'no-such-terraform' },
    said: /^staging is protected, so these hosts are those of a copy without protection\nthere is no terraform or tofu here, so the hosts are booted without it$/m,
  },
];

/** The whole way through Terraform, and with every environment, in `npm run drills`. */
const EVERY_ENVIRONMENT: readonly Way[] = [
  BY_TERRAFORM,
  ...environmentNames().map((environment) => ({
    title: `cdktf with ${environment}`,
    environment,
    node: execPath,
    said: new RegExp(`^cdktf deploy ${environment}, with`, 'm'),
  })),
];

const tmp = scratchFolder('demo');

const withTerraform = serially(needsAlone(...NEEDED, 'terraform', NODE_24));

for (const { title, environment = 'lab', node, variables = {}, said } of DRILLS ? EVERY_ENVIRONMENT : WAYS)
  withTerraform(
    `the demo through ${title} fails over within the forecast, loses no counted write and leaves a healthy group`,
    async (t) => {
      t.timeout(600_000);
      const { code, stdout, stderr } = await vedette(['demo', environment, '--format', 'json'], {
        node,
        variables,
      });
      t.is(code, 0, stderr);
      t.regex(stderr, said);
      const { measured } = JSON.parse(stdout);
      const { name } = firstPrimary(await shipped(environment));
      t.is(measured.lost, name);
      t.true(measured.writable >= measured.forecast.from, `${measured.writable} ms`);
      t.true(measured.writable <= measured.forecast.to + CLIENT_STEP, `${measured.writable} ms`);
      t.true(measured.counter.after > measured.counter.before);
      t.is(measured.ledger.lost, 0);
      t.true(measured.ledger.acknowledged > measured.counter.before);
      t.true(measured.ledger.longestGap >= measured.forecast.from);
      t.regex(
        stderr,
        new RegExp(
          `^console of ${name}: vedette: role: replica of 10\\.\\S+ since \\d of the Sentinels`,
          'm',
        ),
      );
      t.regex(
        stderr,
        new RegExp(`^${name} is a replica of ${measured.promoted}, in sync, and has mycounter [1-9]`, 'm'),
      );
      t.is(stderr.match(/^done after \d+\.\d s$/gm)?.length, 5);
    },
  );

/** How a demo is ended in the middle, and what it says before. */
const ENDS = [
  ['SIGINT', BY_TERRAFORM, /^error: interrupted; everything of lab is removed$/m],
  ['SIGKILL', BY_CDKTF, /^lab: every host is ready$/m],
] as const;

for (const [signal, { title, node, said: begun }, said] of DRILLS ? ENDS : ENDS.slice(0, 1))
  withTerraform(
    `a demo through ${title} that ${signal} ends in the middle leaves no process and no file`,
    async (t) => {
      t.timeout(300_000);
      const demo = spawn(node, [BIN, 'demo'], { env: { ...env, TMPDIR: tmp } });
      let told = '';
      demo.stderr.on('data', (data) => {
        if (String(data).includes('every host is ready')) demo.kill(signal);
        told += String(data);
      });
      await once(demo, 'close');
      t.regex(told, begun);
      t.regex(told, said);
      const left = (): readonly string[] => [
        ...readdirSync(tmp).filter((name) => name.startsWith('vedette')),
        ...processesWith(`TMPDIR=${tmp}`),
      ];
      for (let tries = 0; left().length > 0 && tries < 600; tries++) await sleep(100);
      t.deepEqual(left(), []);
    },
  );

/** The pids of those that have a variable. */
function processesWith(variable: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable);
    } catch {
      return false;
    }
  });
}
