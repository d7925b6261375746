/** The machine that deploys, as far as credentials go. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Deployer } from './credentials.ts';

/** This machine. */
export function thisDeployer(): Deployer {
  const variables = process.env;
  const folder = join(homedir(), '.aws');
  const files = [
    variables.AWS_CONFIG_FILE || join(folder, 'config'),
    variables.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  ];
  const inAws = textOf('/sys/class/dmi/id/sys_vendor').startsWith('Amazon EC2');
  return { variables, files: files.map(textOf), inAws };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
