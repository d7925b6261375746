import test from 'ava';
import { failureOf } from '../../../src/lifecycle/terraform/failure.ts';

const TASK = { name: 'pr-42', what: 'start', again: 'vedette env destroy pr-42' };

const ended = (stderr: string) => ({ status: 1, signal: null, heard: undefined, stdout: '', stderr });

/** What `terraform init` of 1.11.4 prints without a network, and with a mirror that lacks the provider. */
const UNREACHED = `
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws:
could not connect to registry.terraform.io: no such host

To see which modules are currently depending on hashicorp/aws and what
versions are specified, run the following command:
    terraform providers
`;

test('where Terraform cannot fetch the provider of AWS it is told in a sentence, with what to do where hosts are on this machine', (t) => {
  t.is(
    failureOf(TASK, ended(UNREACHED), []).message,
    'Terraform cannot start pr-42: it has no provider for AWS and cannot fetch one (Could not retrieve the list of available versions for provider hashicorp/aws: could not connect to registry.terraform.io: no such host); let this machine reach it, or, where pr-42 is on this machine, run vedette local run -- vedette env destroy pr-42',
  );
});

test('of any other failure what Terraform says is told as it is', (t) => {
  t.is(
    failureOf(TASK, ended('\nError: Failed to get existing workspaces\n\nno such bucket\n'), []).message,
    'Terraform cannot start pr-42: Error: Failed to get existing workspaces\n\nno such bucket',
  );
  t.is(failureOf(TASK, ended(''), ['one', 'one', 'two']).message, 'Terraform cannot start pr-42: one\ntwo');
});
