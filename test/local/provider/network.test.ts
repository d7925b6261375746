/** Changes of a network with a way out, applied one after the other: AWS refuses what something else stands on. */
import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import type { SynthesizedStack } from '../../../src/aws/synthesized-stack.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { Terraform } from '../../diff/infrastructure/_terraform.ts';

function stackOf(
  zones: NonNullable<EnvironmentDefinition['network']['zones']>,
  isProtected: boolean,
): SynthesizedStack {
  const network = { cidr: '10.9.0.0/24', zones, egress: 'nat' } as const;
  return synthesizedStack(small({ network, protected: isProtected }));
}

needs('terraform')(
  'zones come and go, change their blocks, and protection comes and goes, with the way out and the secret store',
  async (t) => {
    t.timeout(240_000);
    const terraform = await Terraform.start();
    try {
      await terraform.apply(stackOf(['a', 'b', 'c'], false));
      const steps = {
        'protection comes': stackOf(['a', 'b', 'c'], true),
        'a zone goes': stackOf(['a', 'b'], true),
        'another comes': stackOf(['a', 'b', 'd'], true),
        'a block changes': stackOf({ a: '10.9.0.0/26', b: '10.9.0.64/27', d: '10.9.0.208/28' }, true),
        'protection goes': stackOf(['a', 'b', 'c'], false),
      };
      for (const [step, stack] of Object.entries(steps)) {
        terraform.write(stack);
        const { status, output } = await terraform.run('apply', '-auto-approve');
        t.is(status, 0, `${step}: ${failureIn(output)}`);
      }
      const { status, output } = await terraform.run('destroy', '-auto-approve');
      t.is(status, 0, failureIn(output));
    } finally {
      await terraform.stop();
    }
  },
);

/** Terraform shows the whole stack where it fails, as it is one line. */
function failureIn(output: string): string {
  return (/^Error: .*$/m.exec(output) ?? [''])[0];
}
