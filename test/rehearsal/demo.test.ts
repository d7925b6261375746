import { execPath } from 'node:process';
import { needsAlone, serially } from '../_needs.ts';
import { vedette } from '../cli/_run.ts';
import { NEEDED } from '../local/_cloud.ts';

/** How much later than Redis the client may notice: a try that hangs, a pause, and the start of programs on a busy machine. */
const CLIENT_STEP = 2_000;

interface Way {
  readonly title: string;
  readonly node: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What the story says of how the hosts came. */
  readonly said: RegExp;
}

const NODE_24 = 'test/nodes/node_modules/node24/bin/node';

const WAYS: readonly Way[] = [
  { title: 'cdktf', node: execPath, said: /^cdktf deploy lab, with .*terraform and this machine/m },
  {
    title: 'Terraform on Node 24',
    node: NODE_24,
    said: /^terraform apply of lab, since cdktf-cli does not/m,
  },
  {
    title: 'neither',
    node: execPath,
    variables: { TERRAFORM_BINARY_NAME: 'no-such-terraform' },
    said: /^there is no terraform or tofu here, so the hosts are booted without it$/m,
  },
];

const withTerraform = serially(needsAlone(...NEEDED, 'terraform', NODE_24));

for (const { title, node, variables = {}, said } of WAYS)
  withTerraform(
    `the demo through ${title} fails over within the forecast, loses no counted write and leaves a healthy group`,
    async (t) => {
      t.timeout(600_000);
      const { code, stdout, stderr } = await vedette(['demo', '--format', 'json'], { node, variables });
      t.is(code, 0, stderr);
      t.regex(stderr, said);
      const { measured } = JSON.parse(stdout);
      t.is(measured.lost, 'ns');
      t.true(measured.writable >= measured.forecast.from, `${measured.writable} ms`);
      t.true(measured.writable <= measured.forecast.to + CLIENT_STEP, `${measured.writable} ms`);
      t.true(measured.counter.after > measured.counter.before);
      t.regex(stderr, /^console of ns: vedette: role: replica of 10\.0\.0\.5[12] since 1 of the Sentinels/m);
      t.regex(stderr, /^ns is a replica of node0[12], in sync, and has mycounter [1-9]/m);
    },
  );
