import type { TerraformStack } from 'cdktf';

/**
 * The first provider that does not read a write-only secret back (CHANGELOG of 6.26.0, terraform-provider-aws#44876): an
 * earlier one fetches the password with every plan, and needs the right to. The bindings are those of 6.25.0, whose
 * arguments it takes.
 */
export const AWS_PROVIDER = '6.26.0';

/**
 * Write-only arguments, which keep the password out of the state, came with Terraform 1.11. OpenTofu has them since 1.11
 * too, and keeps the password that is made up out of saved plans since 1.12 (opentofu#3897).
 */
export function requireVersions(stack: TerraformStack): void {
  stack.addOverride('terraform.required_version', '>= 1.11.0');
  stack.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER);
}
