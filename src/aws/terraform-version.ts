import type { TerraformStack } from 'cdktf';

/** Write-only arguments, which keep the password out of the state, came with Terraform 1.11 (and OpenTofu 1.11). */
export function requireTerraform(stack: TerraformStack): void {
  stack.addOverride('terraform.required_version', '>= 1.11.0');
}
