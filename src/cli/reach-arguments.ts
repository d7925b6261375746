/** The options of every command that asks a group, as data: what it takes to reach one is loaded only then. */

export const REACH_OPTIONS = {
  jump: {
    type: 'string',
    requiresArg: true,
    describe: 'reach the hosts through this host by ssh, such as me@bastion.example.com',
  },
  'password-file': {
    type: 'string',
    requiresArg: true,
    describe: 'a file with the password of Redis, which nobody else may read',
    defaultDescription: 'the secret store of AWS',
  },
  authority: {
    type: 'string',
    requiresArg: true,
    describe: 'a file with the certificate of who signs those of the hosts, where connections are encrypted',
    defaultDescription: 'the secret store of AWS',
  },
} as const;

/** What was given of them. */
export interface ReachOptions {
  readonly jump?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly authority?: string | undefined;
}
