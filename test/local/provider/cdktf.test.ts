import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { connectCloud } from '../../../src/local/index.ts';
import { needs } from '../../_needs.ts';
import { type Ended, ROOT, vedette } from '../../cli/_run.ts';
import { PAIR } from './_definitions.ts';
import { WITH_TERRAFORM, workFolder } from './_stack.ts';

const folder = workFolder('cdktf');
const file = join(folder, 'definition.ts');

/** Runs cdktf in the checkout, where its settings are, with this machine as the cloud and all that it writes in a folder. */
function cdktf(command: string, ...flags: readonly string[]): Promise<Ended> {
  const program = join(ROOT, 'node_modules/.bin/cdktf');
  const argv = [program, command, 'pair', '--output', join(folder, 'cdktf.out'), ...flags];
  const inCheckout = ['env', '-C', ROOT, `VEDETTE_ENVIRONMENTS=${file}`, 'CI=true', ...argv];
  return vedette(['local', 'run', '--', ...inCheckout], { cwd: folder });
}

needs(...WITH_TERRAFORM)('cdktf deploys, then finds nothing to change, and destroys', async (t) => {
  t.timeout(400_000);
  t.teardown(async () => (await connectCloud('pair'))?.down());
  writeFileSync(file, `export default ${JSON.stringify(PAIR)};\n`);
  const deployed = await cdktf('deploy', '--auto-approve');
  t.is(deployed.code, 0, deployed.stdout + deployed.stderr);
  t.regex(deployed.stdout, /password_secret = vedette\/pair\/redis-password/);
  t.not(await connectCloud('pair'), undefined);
  const compared = await cdktf('diff');
  t.is(compared.code, 0, compared.stdout + compared.stderr);
  t.regex(
    stripVTControlCharacters(compared.stdout).replace(/\s+/g, ' '),
    /No changes\. Your infrastructure matches the configuration\./,
  );
  const destroyed = await cdktf('destroy', '--auto-approve');
  t.is(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
  t.is(await connectCloud('pair'), undefined);
});
