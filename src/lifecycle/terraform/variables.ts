/** The environment that Terraform runs in. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { certificateStepVariables } from '../../base/certificate-step.ts';
import { makeFolder } from '../../base/files.ts';
import { quietConfig } from '../../base/terraform-config.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What Terraform is told by its environment: what this process is told, but for what would lead two runs into one folder.
 *
 * @param values of variables of the stack
 */
export function terraformVariables(
  { TF_DATA_DIR: _shared, ...given }: Variables,
  values: Readonly<Record<string, string>>,
): Variables {
  return {
    CHECKPOINT_DISABLE: '1',
    ...pluginCache(given),
    ...given,
    ...quietConfig(given),
    ...certificateStepVariables(given),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`TF_VAR_${name}`, value])),
  };
}

/**
 * Every run has a folder of its own, and the provider of AWS is 700 MB: it is kept where cdktf keeps it (cdktf-cli 0.21,
 * which the same variable keeps from that).
 */
function pluginCache({
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: disabled = '',
  TF_PLUGIN_CACHE_DIR: own,
}: Variables): Variables {
  if (disabled !== '' || own !== undefined) return {};
  const folder = join(homedir(), '.terraform.d/plugin-cache');
  try {
    makeFolder(folder);
    return { TF_PLUGIN_CACHE_DIR: folder };
  } catch {
    return {};
  }
}
