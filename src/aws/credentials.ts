/** Where the AWS provider looks for credentials, and what is wrong there: it only says that it found none. */
import { onOneLine } from '../base/errors.ts';

/** What is to be known of the machine that deploys. */
export interface Deployer {
  /** Its variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The texts of the AWS files that it has: `~/.aws/config` and `~/.aws/credentials`. */
  readonly files: readonly string[];
  /** True in EC2, where the machine itself may have a role. */
  readonly inAws: boolean;
}

/** Each of these is a source of its own (AWS SDK, default credential chain). */
const SOURCES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

const KEYS = 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
const WHEN =
  'before terraform plan or cdktf deploy (the region is aws.region of the definition), or let this machine be the cloud with vedette local run';

/** What will keep Terraform from reaching AWS, in one sentence; undefined if nothing can be seen that does. */
export function missingCredentials({ variables, files, inAws }: Deployer): string | undefined {
  const has = (name: string): boolean => (variables[name] ?? '') !== '';
  if (isAttached(variables)) return undefined;
  const [id, secret] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(has);
  if (id && secret) return undefined;
  if (id || secret) return `only one of ${KEYS} is set; set both, or unset it and set AWS_PROFILE`;
  const profile = variables.AWS_PROFILE || variables.AWS_DEFAULT_PROFILE;
  const profiles = files.flatMap(profilesIn);
  if (profile && !profiles.includes(profile))
    return `AWS_PROFILE ${onOneLine(profile)} is not in ~/.aws/config or ~/.aws/credentials; name one that is there, or set ${KEYS}, ${WHEN}`;
  const known = profile || inAws || SOURCES.some(has) || profiles.includes('default');
  return known ? undefined : `there are no credentials for AWS here; set AWS_PROFILE, or ${KEYS}, ${WHEN}`;
}

/** True where Terraform finds another program in the place of AWS, as behind `vedette local run --`. */
export function isAttached(variables: Deployer['variables']): boolean {
  return variables.TF_REATTACH_PROVIDERS?.includes('/hashicorp/aws') ?? false;
}

/** The profiles of an AWS file: `[profile name]` in config, `[name]` in credentials. */
function profilesIn(text: string): readonly string[] {
  return [...text.matchAll(/^\s*\[\s*(?:profile\s+)?([^\]\s]+)\s*\]/gm)].map(([, name = '']) => name);
}
