import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs, serially } from '../../_needs.ts';
import { cloudProcesses } from '../_cloud.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { PLANNED, TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('secrecy');

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

withTerraform('the password is on the hosts and in the secret store, and nowhere else', async (t) => {
  t.timeout(300_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'secrecy' });
  const planned = await stack.terraform(['plan', `-out=${PLANNED}`]);
  const shown = await stack.terraform(['show', '-json', PLANNED]);
  const applied = await stack.apply(PLANNED);
  const group = new Group(stack);
  await group.healthy();
  const cloud = await stack.cloud();
  const password = (
    await group.sh(
      'one',
      'awk \'$1 == "requirepass" { gsub(/"/, ""); print $2 }\' /usr/local/etc/redis/redis.conf',
    )
  ).trim();
  t.regex(password, /^[A-Za-z0-9]{32}$/);
  await cloud.putSecret({
    name: 'vedette/other/redis-password',
    arn: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:vedette/other/redis-password-AbCdEf',
    value: 'other',
  });

  const metadata = await group.sh('one', CREDENTIALS);
  t.regex(metadata, /^role secrecy-host-eu-central-1$/m, 'the host has the role of its profile');
  t.regex(metadata, /^other: .*AccessDeniedException/m, 'the role reads no other secret');

  const consoles = await Promise.all(['one', 'two', 'watch'].map((name) => cloud.console(name)));
  const places = [
    ...textsBelow(folder),
    ...cloudProcesses().flatMap(({ pid }) => ofProcess(pid)),
    ['plan', planned.output + shown.output],
    ['apply', applied],
    ['state', stack.state],
    ['metadata', metadata],
    ['consoles', consoles.join('')],
  ] as const;
  t.true(places.length > 30, String(places.length));
  const encoded = Buffer.from(password).toString('base64');
  for (const [place, text] of places) t.false(text.includes(password) || text.includes(encoded), place);
  t.regex(metadata, /\{secret redis-password\}/, 'user-data was looked at');
  left = stack;
});

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
