/** Every text that a definition may hold: hostile values are refused with a reason on one line, or stay data. */
import test from 'ava';
import { messageOf, UserError } from '../../src/base/errors.ts';
import { checkDefinition } from '../../src/definition/check.ts';
import { formatFinding, validate } from '../../src/rules/index.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { BASE, TODAY } from '../topology/_base.ts';

const VALUES: Readonly<Record<string, string>> = {
  newline: 'a\nreplicaof 10.9.9.9 6379',
  'carriage return': 'a\rb',
  NUL: 'a\0b',
  escape: 'a\u001b[2Jb',
  'double quote': 'a"b',
  'single quote': "a'b",
  backslash: 'a\\b',
  'shell variable': '$' + '{HOME}',
  'template of Terraform': '%' + '{ if true }x%' + '{ endif }',
  'template of Handlebars': '{{name}}',
  'command substitution': '$(reboot)',
  backquotes: '`reboot`',
  'end of a here-document': 'EOF\nreboot',
  '4 KB': 'x'.repeat(4_096),
  'non-ASCII': 'größe',
  'right-to-left override': 'a\u202eb',
  'half a character': 'a\ud800',
  blank: 'a b',
  empty: '',
  'a path upwards': '../../etc/passwd',
};

const { data1, ...others } = BASE.hosts;

/** The fields that decide a value of their own form: nothing of the list above is one. */
const CLOSED: Readonly<Record<string, (text: string) => unknown>> = {
  name: (text) => ({ ...BASE, name: text }),
  'redis.package': (text) => ({ ...BASE, redis: { package: text } }),
  'redis.maxmemory': (text) => ({ ...BASE, redis: { maxmemory: text } }),
  'redis.persistence': (text) => ({ ...BASE, redis: { persistence: text } }),
  'redis.minReplicasMaxLag': (text) => ({ ...BASE, redis: { minReplicasMaxLag: text } }),
  'the name of a directive of Redis': (text) => ({
    ...BASE,
    redis: { directives: Object.fromEntries([[text, '1']]) },
  }),
  'the name of a directive of Sentinel': (text) => ({
    ...BASE,
    sentinel: { quorum: 2, directives: Object.fromEntries([[text, '1']]) },
  }),
  'sentinel.downAfter': (text) => ({ ...BASE, sentinel: { quorum: 2, downAfter: text } }),
  'sentinel.failoverTimeout': (text) => ({ ...BASE, sentinel: { quorum: 2, failoverTimeout: text } }),
  'network.cidr': (text) => ({ ...BASE, network: { cidr: text } }),
  'network.zones': (text) => ({ ...BASE, network: { ...BASE.network, zones: [text] } }),
  'network.zones by block': (text) => ({ ...BASE, network: { ...BASE.network, zones: { a: text } } }),
  'the name of a zone': (text) => ({
    ...BASE,
    network: { ...BASE.network, zones: { [text]: '10.0.0.0/25' } },
  }),
  'network.egress': (text) => ({ ...BASE, network: { ...BASE.network, egress: text } }),
  'the name of a host': (text) => ({ ...BASE, hosts: Object.fromEntries([[text, data1]]) }),
  'hosts.data1.roles': (text) => ({ ...BASE, hosts: { ...others, data1: { roles: [text] } } }),
  'hosts.data1.address': (text) => ({ ...BASE, hosts: { ...others, data1: { ...data1, address: text } } }),
  'hosts.data1.zone': (text) => ({ ...BASE, hosts: { ...others, data1: { ...data1, zone: text } } }),
  'hosts.data1.size': (text) => ({ ...BASE, hosts: { ...others, data1: { ...data1, size: text } } }),
  'aws.region': (text) => ({ ...BASE, aws: { region: text } }),
  'aws.image': (text) => ({ ...BASE, aws: { image: text } }),
  'aws.updates': (text) => ({ ...BASE, aws: { updates: text } }),
  'the name of a waived rule': (text) => ({ ...BASE, waive: Object.fromEntries([[text, 'a reason']]) }),
};

/** Labels may be long only up to 63 letters, so every value of the list is refused there too. */
for (const [field, definitionWith] of Object.entries(CLOSED))
  for (const [kind, value] of Object.entries(VALUES))
    test(`${field} refuses ${kind} with a reason on one line`, (t) => {
      const [line, ...more] = verdictOn(definitionWith(value));
      t.deepEqual(more, []);
      t.regex(line ?? 'accepted', /^f\.ts: [^\p{Cc}\p{Cf}\p{Cs}]+$/u);
      t.true((line ?? '').length < 5_000);
    });

for (const [kind, value] of Object.entries(VALUES))
  test(`sentinel.group refuses ${kind}, or it needs no quotes`, (t) => {
    const lines = verdictOn({ ...BASE, sentinel: { quorum: 2, group: value } });
    if (/^[A-Za-z0-9._-]+$/.test(value)) t.deepEqual(lines, []);
    else t.regex(lines.join('\n'), /^f\.ts: sentinel\.group: .* is not a name that Sentinel reads back; .*$/);
  });

for (const [kind, value] of Object.entries(VALUES))
  test(`the reason of a waiver refuses ${kind}, or is kept as it is`, (t) => {
    const definition = { ...BASE, sentinel: { quorum: 1 }, waive: { 'quorum-majority': value } };
    const [line] = verdictOn(definition);
    if (line !== undefined) t.regex(line, /is not a reason; write on one line/);
    else t.is(resolveEnvironment(checkDefinition(definition, 'f.ts'), 'f.ts').waivers[0]?.reason, value);
  });

for (const [kind, value] of Object.entries(VALUES))
  test(`a text directive refuses ${kind}, or is kept as it is`, (t) => {
    const definition = { ...BASE, redis: { directives: { 'proc-title-template': value } } };
    const [line] = verdictOn(definition);
    if (line !== undefined)
      t.regex(line, /^f\.ts: redis\.directives\.proc-title-template: [^\p{Cc}\p{Cf}\p{Cs}]+$/u);
    else
      t.is(
        resolveEnvironment(checkDefinition(definition, 'f.ts'), 'f.ts').redis.directives[
          'proc-title-template'
        ],
        value,
      );
  });

for (const kind of ['newline', 'NUL', 'end of a here-document', 'half a character'])
  test(`a text directive never takes ${kind}`, (t) => {
    const directives = { 'proc-title-template': VALUES[kind] };
    t.not(verdictOn({ ...BASE, redis: { directives } }).length, 0);
  });

test('names that JavaScript gives to every object are names like others', (t) => {
  t.regex(
    verdictOn(CLOSED['the name of a directive of Redis']?.('constructor')).join(),
    /is not a directive/,
  );
  t.regex(
    verdictOn(CLOSED['the name of a waived rule']?.('constructor')).join(),
    /is not the name of a rule/,
  );
  t.deepEqual(verdictOn({ ...BASE, hosts: { ...BASE.hosts, constructor: { roles: ['replica'] } } }), []);
});

test('a key named __proto__ changes no other object', (t) => {
  const directives = Object.fromEntries([['__proto__', 'x']]);
  verdictOn({ ...BASE, redis: { directives } });
  t.is(Object.getPrototypeOf({}), Object.prototype);
  t.deepEqual(
    Object.keys(checkDefinition({ ...BASE, redis: { directives } }, 'f.ts').redis?.directives ?? {}),
    [],
  );
});

/** What vedette says about a definition; empty if it takes it. */
function verdictOn(value: unknown): readonly string[] {
  try {
    const environment = resolveEnvironment(checkDefinition(value, 'f.ts'), 'f.ts');
    return validate(environment, TODAY)
      .filter(
        ({ severity, waived, rule }) =>
          severity === 'error' && waived === undefined && rule !== 'user-data-size',
      )
      .map(formatFinding);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return messageOf(error).split('\n');
  }
}
