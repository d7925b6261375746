/** In the place of Terraform: plans the end of what a state has, and ends it. Its arguments: a project, an environment, what is asked. */
const { readFileSync, writeFileSync } = require('node:fs');

const [project, name, asked] = process.argv.slice(2);
const file = `${project}/.vedette/state/${name}.tfstate`;
const kept = JSON.parse(readFileSync(`${project}/kept.json`, 'utf8'));
const text = readFileSync(file, 'utf8');
const state = JSON.parse(text);

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

if (asked === 'state') process.stdout.write(text);
if (asked === 'show') say(plan());
if (asked === 'apply') apply();

function plan() {
  const changes = state.resources.map(({ type, name: resource }) => ({
    address: `${type}.${resource}`,
    mode: 'managed',
    type,
    name: resource,
    change: { actions: ['delete'], before: {}, after: null },
  }));
  return { format_version: '1.2', applyable: changes.length > 0, complete: true, resource_changes: changes };
}

function apply() {
  const gone = state.resources.filter((resource) => !kept.includes(resource.name));
  const left = state.resources.filter((resource) => kept.includes(resource.name));
  writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1, resources: left }));
  for (const { type, name: resource } of gone) {
    const hook = { resource: { addr: `${type}.${resource}` }, action: 'delete' };
    say({ type: 'apply_start', hook });
    say({ type: 'apply_complete', hook });
  }
  for (const { type, name: resource } of left)
    say({ type: 'diagnostic', diagnostic: { severity: 'error', summary: `${type}.${resource} is busy` } });
  if (left.length > 0) process.exit(1);
  say({ type: 'change_summary', changes: { add: 0, change: 0, remove: gone.length, operation: 'apply' } });
}
