/** The settings that Terraform itself is told to read. */
import { accessSync } from 'node:fs';

type Variables = Readonly<Record<string, string | undefined>>;

/** A name that leads nowhere makes Terraform begin whatever it prints, JSON too, with a warning: then it reads nothing. */
export function quietConfig({ TF_CLI_CONFIG_FILE: path = '' }: Variables): Variables {
  if (path === '') return {};
  try {
    accessSync(path);
    return {};
  } catch {
    return { TF_CLI_CONFIG_FILE: '/dev/null' };
  }
}
