#!/bin/sh
# In an expression that holds a template within a quoted text, cdktf loses count of the quotes: references behind it are
# written as ${...} inside of the expression, which Terraform refuses, while the same ones before it are written bare.
#
# cdktf 0.21.0: a local whose expression is "${ join("; ", [for line in ["a"] : "no more ${line}"]) == "" ? X : X }", with
# the same reference to another local (a token of cdktf) for both X, is one thing in Terraform's language. What is
# synthesized has local.other in the text before the inner template and ${local.other} behind it. With
# format("no more %s", line) in the place of the inner template both are bare. cdktf is archived; cdktn has taken it over.
#
# Needs Node 20 and npm.
# Exits 0 if this happens, and 1 if it is different now.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cdktf@0.21.0 constructs@10.4.2 >/dev/null

cat >app.js <<'JS'
const { App, TerraformLocal, TerraformStack, Testing } = require('cdktf');

function synthesized(line) {
  const stack = new TerraformStack(new App({ skipValidation: true }), 'one');
  const { fqn } = new TerraformLocal(stack, 'other', 'x');
  new TerraformLocal(stack, 'text', `\${ ${fqn} == join("", [for line in ["a"] : ${line}]) ? "" : ${fqn} }`);
  return JSON.parse(Testing.synth(stack)).locals.text;
}
console.log(synthesized('"no more ${line}"'));
console.log(synthesized('format("no more %s", line)'));
JS
node app.js >out
cat out

# references that are written as templates within the expression
count() { sed -n "$1p" out | grep -o '\${local\.other}' | wc -l; }
if [ "$(count 1)" -eq 0 ] || [ "$(count 2)" -ne 0 ]; then
  echo 'different now'
  exit 1
fi
echo 'as before: behind a template within a text, cdktf writes a reference as a template of its own'
