import { type ChildProcess, spawn } from 'node:child_process';
import { certificateStepVariables } from '../../base/certificate-step.ts';
import { UserError } from '../../base/errors.ts';
import { exitStatus } from '../../base/exit-status.ts';
import { quietConfig } from '../../base/terraform-config.ts';
import { privateCaService } from '../account/private-ca.ts';
import { s3Service } from '../account/s3.ts';
import { secretsManager } from '../account/secrets-manager.ts';
import { serveAccount } from '../account/server.ts';
import { STS } from '../account/sts.ts';
import { taggingService } from '../account/tagging.ts';
import type { EngineFiles } from '../engine-files.ts';
import { checkRequirements, thisMachine } from '../requirements.ts';
import { Clouds, objectsOfFolder, secretOfFolder } from './clouds.ts';
import { PendingFaults, type ProviderFault } from './faults.ts';
import { Schemas } from './schemas.ts';
import { serveProvider } from './server.ts';
import { checkTerraform } from './terraform.ts';

/** How a command is run with this machine as the cloud. */
export interface CloudRunOptions {
  /** What hosts run as Redis and Sentinel. @default the Redis of the machine */
  readonly engine?: EngineFiles | undefined;
  /** What they run of a package instead, by its name. @default none */
  readonly engines?: Readonly<Record<string, EngineFiles>> | undefined;
  /** The clouds of commands that run one after the other. @default those that are found or started for this one */
  readonly clouds?: Clouds;
  /** Where the socket that Terraform is attached to is made. @default the machine's folder for such files */
  readonly folder?: string;
  /** What goes wrong while it runs. @default nothing */
  readonly faults?: readonly ProviderFault[];
  /** Told what happens. */
  readonly tell: (text: string) => void;
  /** Where the command prints. `pipe` leaves its output to `onStart`. @default the terminal of this process */
  readonly stdio?: 'inherit' | 'pipe';
  /** Given the command's process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Signals that a terminal sends to everything in it: the command decides what they mean. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The bindings stay as they are for as long as a process runs. */
const SCHEMAS = new Schemas();

/**
 * Runs a command in which Terraform finds this machine in the place of AWS, and so does who asks for a bucket, for what
 * has a tag, or for a password. The local cloud of an environment starts with its first resource, stays up after the command, and ends with a
 * command that leaves no resource of it.
 *
 * @returns the exit status of the command; a signal counts as 128 and its number
 * @throws UserError if the machine lacks something, or the command cannot be started
 */
export async function runWithCloud(argv: readonly string[], options: CloudRunOptions): Promise<number> {
  const [program, ...rest] = argv;
  if (program === undefined) throw new UserError('there is no command to run; write it after --');
  checkRequirements(thisMachine());
  const clouds =
    options.clouds ?? new Clouds({ engine: options.engine, engines: options.engines, tell: options.tell });
  const service = { schemas: SCHEMAS, clouds, faults: new PendingFaults(options.faults ?? []) };
  const [server] = await Promise.all([serveProvider(service, options.folder), checkTerraform()]);
  const account = await serveAccount([
    s3Service(),
    STS,
    taggingService(objectsOfFolder),
    secretsManager(secretOfFolder),
    privateCaService(),
  ]);
  try {
    const child = spawn(program, rest, {
      stdio: options.stdio ?? 'inherit',
      env: { ...process.env, ...quietVariables(), ...server.variables, ...account.variables },
    });
    options.onStart?.(child);
    return await statusOf(child, program);
  } finally {
    // Where the command was killed, its Terraform may still end what it has in hand: cut off, that would be in no state.
    await server.idle();
    await Promise.all([server.close(), account.close()]);
    for (const name of await clouds.tidy())
      options.tell(
        `${name}: what was deployed of it stays; destroy it, or end it with vedette local down ${name}`,
      );
  }
}

/** Nothing is asked of the internet, and nothing is written outside the folder that commands run in. */
function quietVariables(): Readonly<Record<string, string | undefined>> {
  return {
    CHECKPOINT_DISABLE: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    // Half of a plan's time goes into collecting garbage; with a heap of 140 MB in the place of 90 it does not (measured).
    GOGC: process.env.GOGC ?? '400',
    // An attached provider is not installed, so there is nothing to lock, and the lock is made by asking the registry.
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
    ...quietConfig(process.env),
    ...certificateStepVariables(process.env),
  };
}

async function statusOf(child: ChildProcess, program: string): Promise<number> {
  const pass = (signal: NodeJS.Signals): void => {
    // A terminal has told the command already.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) =>
        reject(new UserError(`${program} cannot be started: ${error.message}; write a program after --`)),
      );
      child.once('close', (status, signal) => resolve(exitStatus(status, signal)));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
