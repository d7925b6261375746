import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import { App, DataResource, LocalBackend, TerraformOutput, TerraformStack, Token } from 'cdktf';
import fc from 'fast-check';
import { literal } from '../../src/aws/literal.ts';
import { needs } from '../_needs.ts';
import { evaluated, withFolder } from './_synth.ts';

/** What begins an expression or a directive in Terraform, alone and escaped. */
const OPENINGS = ['$', '%', '$$', '%%'].map((sigil) => `${sigil}{`);

const PIECES = [
  ...OPENINGS,
  ...['$', '%', '{', '}', '"', "'", '`', '\\', '~', '#', '\n', '\r\n', '\t', ' ', '\u0001', '\u2028'],
  ...['é', 'ß', '漢', '😀', 'word', '<<EOF', '$(x)', '{{x}}', '#{TfToken[', '%{ if true }', '%{ endif }'],
  ...[`\${HOME}`, `\${~`, `\${A:-\${B}}`, `\${#a[@]}`, `\${TfToken`, `\${jsonencode(1)}`],
];

/** Text of the pieces that Terraform, JSON, cdktf or a shell would take for more than text. */
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));

test('openings of expressions and directives are doubled and nothing else changes', (t) => {
  t.is(literal(`\${a} %{b} $\${c} $d {e} $ {f} 100%`, 'x'), `$\${a} %%{b} $$\${c} $d {e} $ {f} 100%`);
});

test('an escaped text evaluates to the text', (t) => {
  fc.assert(fc.property(hostile, (text) => evaluated(literal(text, 'x')) === text));
  t.pass();
});

test('a placeholder of cdktf is refused', (t) => {
  const text = `address=${Token.asString({ resolve: () => 'x' })}`;
  t.throws(() => literal(text, 'stacks/lab.ts: hosts.ns'), {
    name: 'UserError',
    message: `stacks/lab.ts: hosts.ns: it holds a placeholder of cdktf, \${TfToken[...]}; write it another way`,
  });
});

test('a character that Terraform would compose is refused with its line', (t) => {
  t.throws(() => literal('#!/bin/sh\nname=Rene\u0301\n', 'stacks/lab.ts: hosts.ns'), {
    name: 'UserError',
    message:
      'stacks/lab.ts: hosts.ns: Terraform would change the characters of "name=Rene\u0301"; write them composed (Unicode NFC)',
  });
});

/** Applies a stack that only remembers texts, and answers what Terraform remembers. */
async function throughTerraform(texts: readonly string[]): Promise<readonly unknown[]> {
  return withFolder(async (outdir) => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'texts');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const kept = new DataResource(stack, 'kept', { input: { ...texts.map((text) => literal(text, 'x')) } });
    new TerraformOutput(stack, 'texts', { staticId: true, value: kept.output });
    app.synth();
    const terraform = (...words: readonly string[]) =>
      execFileSync('terraform', words, {
        cwd: join(outdir, 'stacks', 'texts'),
        encoding: 'utf8',
        stdio: 'pipe',
      });
    terraform('init', '-input=false');
    terraform('apply', '-auto-approve', '-input=false');
    return Object.values(JSON.parse(terraform('output', '-json', 'texts')));
  });
}

needs('terraform')('hostile texts come back from terraform apply byte for byte', async (t) => {
  const manyTexts = fc.array(hostile, { minLength: 400, maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(manyTexts, async (texts) => {
      t.deepEqual(await throughTerraform(texts), texts);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
