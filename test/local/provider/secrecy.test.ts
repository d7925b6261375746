import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysIn } from '../../../src/certificates/pem.ts';
import { renderEnvironment } from '../../../src/render/host-files.ts';
import {
  authoritySecretName,
  certificateSecretName,
  groupPasswords,
  secretName,
} from '../../../src/render/secrets.ts';
import { DRILLS, needs, serially } from '../../_needs.ts';
import { vedette } from '../../cli/_run.ts';
import { cloudProcesses } from '../_cloud.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { PLANNED, TestStack, VALKEY, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM, VALKEY));
const folder = workFolder('secrecy');

/** The same, for commands. */
const DEFINITION = './secrecy.json';

/** Every file below a folder. */
function textsBelow(path: string): readonly (readonly [string, string])[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, 'latin1')]);
}

function ofProcess(pid: number): readonly (readonly [string, string])[] {
  return ['cmdline', 'environ'].flatMap((name) => {
    try {
      return [[`${pid} ${name}`, readFileSync(`/proc/${pid}/${name}`, 'latin1')] as const];
    } catch {
      return [];
    }
  });
}

const CREDENTIALS = `
ask() { curl -s -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/$1"; }
token=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
role=$(ask meta-data/iam/security-credentials/)
echo "role $role"
ask user-data
ask "meta-data/iam/security-credentials/$role" >/tmp/role
field() { sed -n 's/.*"'"$1"'" *: *"\\([^"]*\\)".*/\\1/p' "$2"; }
get() {
  curl -s --aws-sigv4 aws:amz:eu-central-1:secretsmanager --user "$(field AccessKeyId /tmp/role):$(field SecretAccessKey /tmp/role)" \\
    -H "x-amz-security-token: $(field Token /tmp/role)" -H 'x-amz-target: secretsmanager.GetSecretValue' \\
    -H 'content-type: application/x-amz-json-1.1' -d '{"SecretId":"'"$1"'"}' https://secretsmanager.eu-central-1.amazonaws.com/
}
echo
echo "other: $(get vedette/other/redis-password)"
`;

/** What the first test deployed; the second one destroys it. */
let left: TestStack | undefined;

/** What may be nowhere but on hosts and in the store: what a key says begins like that of any other one. */
async function secretsOf(stack: TestStack, passwords: readonly string[]): Promise<readonly string[]> {
  const cloud = await stack.cloud();
  const names = [authoritySecretName(stack.environment), ...hostSecrets(stack)];
  const texts = await Promise.all(names.map(async (name) => (await cloud.secret(name))?.value ?? ''));
  const keys = texts.flatMap(keysIn).flatMap((key) => key.trim().split('\n').slice(2, -1));
  return [...passwords, ...keys].flatMap((text) => [text, Buffer.from(text).toString('base64')]);
}

/** The passwords of the group and of all its users, as the store has them now. */
async function passwordsOf(stack: TestStack): Promise<readonly string[]> {
  const cloud = await stack.cloud();
  const names = groupPasswords(stack.environment).map((secret) => secretName(stack.environment, secret));
  return Promise.all(names.map(async (name) => (await cloud.secret(name))?.value ?? ''));
}

function hostSecrets({ environment }: TestStack): readonly string[] {
  return environment.hosts.map((host) => certificateSecretName(environment, host));
}

/** What this process and what it starts are told, for as long as some work goes on. */
async function watched<Result>(work: () => Promise<Result>): Promise<readonly [Result, string]> {
  const seen = new Set<string>();
  const look = (): void => {
    for (const pid of descendants()) for (const [, text] of ofProcess(pid)) seen.add(text);
  };
  const timer = setInterval(look, 50);
  try {
    return [await work(), [...seen].join('\n')];
  } finally {
    clearInterval(timer);
  }
}

/** The processes below this one. */
function descendants(): readonly number[] {
  const below = new Set([process.pid]);
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  for (const pid of pids.sort((one, other) => one - other)) if (below.has(parentOf(pid))) below.add(pid);
  return [...below];
}

function parentOf(pid: number): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
  } catch {
    return 0;
  }
}

/** What commands tell of the group, in each form. */
async function reports(): Promise<readonly (readonly [string, string])[]> {
  const commands = [
    ['show', DEFINITION],
    ['diff', DEFINITION, 'lab', '--format', 'json'],
    ['status', DEFINITION],
    ['status', DEFINITION, '--format', 'json'],
    ['drift', DEFINITION, '--format', 'json'],
    ['rotate', DEFINITION, '--plan'],
    ['rotate', DEFINITION, '--user', 'application', '--yes'],
    ['rotate', DEFINITION, '--certificates', '--yes'],
    ['rotate', DEFINITION, '--authority', '--plan', '--format', 'json'],
  ];
  const told: (readonly [string, string])[] = [];
  for (const argv of commands) {
    const { stdout, stderr } = await vedette(argv, { cwd: folder });
    told.push([argv.join(' '), stdout + stderr]);
  }
  return told;
}

/** The installed Redis does not know all commands that rules of users name. */
const REDIS = { ...PAIR.redis, package: 'valkey' } as const;

/** Where they are not required, the group has its own password beside theirs. */
const USERS = { mode: DRILLS ? 'required' : 'optional', more: { reporter: { commands: ['+get'] } } } as const;

/** What of hosts has secrets. */
const KEPT = [
  ['one', 'valkey/tls/*'],
  ['one', 'valkey/valkey.conf'],
  ['one', 'vedette/login'],
  ['watch', 'valkey/valkeysentinel.conf'],
] as const;

withTerraform(
  'the passwords of all users and the keys of certificates are on the hosts and in the secret store, and nowhere else',
  async (t) => {
    t.timeout(480_000);
    const definition = {
      ...PAIR,
      name: 'secrecy',
      redis: REDIS,
      tls: { mode: 'required' },
      users: USERS,
    } as const;
    writeFileSync(join(folder, DEFINITION), JSON.stringify(definition));
    const stack = await TestStack.of(folder, definition);
    const planned = await stack.terraform(['plan', `-out=${PLANNED}`]);
    const shown = await stack.terraform(['show', '-json', PLANNED]);
    const [applied, processes] = await watched(() => stack.apply(PLANNED));
    t.regex(processes, /VEDETTE_CERTIFICATES/, 'the step that issues was seen');
    const group = new Group(stack);
    await group.healthy();
    const cloud = await stack.cloud();
    const passwords = await passwordsOf(stack);
    t.is(new Set(passwords).size, passwords.length);
    t.true(passwords.length > 5, 'the users have passwords');
    for (const password of passwords) t.regex(password, /^[A-Za-z0-9]{32}$/);
    await cloud.putSecret({
      name: 'vedette/other/redis-password',
      arn: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:vedette/other/redis-password-AbCdEf',
      value: 'other',
    });

    const metadata = await group.sh('one', CREDENTIALS);
    t.regex(metadata, /^role secrecy-host-eu-central-1$/m, 'the host has the role of its profile');
    t.regex(metadata, /^other: .*AccessDeniedException/m, 'the role reads no other secret');

    const before = await secretsOf(stack, passwords);
    const [told, commands] = await watched(reports);
    const secrets = [...before, ...(await secretsOf(stack, await passwordsOf(stack)))];
    t.true(new Set(secrets).size > before.length, 'certificates were renewed');
    for (const [host, file] of KEPT) {
      const text = await group.sh(host, `cat /usr/local/etc/${file}`);
      t.true(
        secrets.some((secret) => text.includes(secret)),
        `a secret is known where it is: ${file} of ${host}`,
      );
    }

    const consoles = await Promise.all(['one', 'two', 'watch'].map((name) => cloud.console(name)));
    const places = [
      ...textsBelow(folder),
      ...cloudProcesses().flatMap(({ pid }) => ofProcess(pid)),
      ...renderEnvironment(stack.environment).map(({ host, userData }) => [`user-data of ${host}`, userData]),
      ...told,
      ['processes while it was applied', processes],
      ['processes while commands ran', commands],
      ['plan', planned.output + shown.output],
      ['apply', applied],
      ['state', stack.state],
      ['metadata', metadata],
      ['consoles', consoles.join('')],
    ] as const;
    t.true(places.length > 40, String(places.length));
    for (const [place, text] of places) for (const secret of secrets) t.false(text.includes(secret), place);
    t.regex(metadata, /user\/application/, 'user-data was looked at');
    for (const [command, text] of told) t.true(text.length > 200, `${command}: ${text}`);
    left = stack;
  },
);

withTerraform('an instance without a profile has no credentials', async (t) => {
  t.timeout(300_000);
  const stack = left ?? (await deployed());
  const cloud = await stack.cloud();
  await cloud.change('watch', { profile: false });
  const answer = await cloud.exec('watch', ['sh', '-c', CREDENTIALS]);
  t.regex(answer.stdout, /^role $/m);
  await stack.destroy();
});

async function deployed(): Promise<TestStack> {
  const stack = await TestStack.of(folder, { ...PAIR, name: 'secrecy' });
  await stack.apply();
  return stack;
}
