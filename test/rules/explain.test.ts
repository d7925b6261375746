import test from 'ava';
import { explainRules, ruleInWords, ruleNames, rulesNamed } from '../../src/rules/explain.ts';
import { validate } from '../../src/rules/index.ts';
import { BASE, resolved, TODAY } from '../topology/_base.ts';

test('every rule is explained, with nothing missing', (t) => {
  for (const rule of explainRules())
    t.notRegex(JSON.stringify(ruleInWords(rule)), /undefined|""|\[\]/, rule.name);
});

test('what a rule demands and why are sentences, and what to do is a clause', (t) => {
  for (const { name, summary, why, remedy } of explainRules()) {
    t.regex(summary, /^([A-Z]|[a-z]+[A-Z-]).*[^.]\.$/, name);
    t.regex(why, /^[A-Z].*[^.]\.$/, name);
    t.regex(remedy, /^[a-z].*[^.]$/, name);
  }
});

test('every rule is found by its name, in any case, and nothing by another', (t) => {
  for (const name of ruleNames())
    t.deepEqual(
      rulesNamed(name.toUpperCase()).map(({ words }) => words.name),
      [name],
    );
  t.deepEqual(rulesNamed('sentinel'), []);
});

test('an explanation says how a rule is waived, if it may be', (t) => {
  const waiverOf = (name: string) => new Map(rulesNamed(name)[0]?.words.facts).get('waiver');
  t.deepEqual(waiverOf('quorum-majority'), [
    "`waive: { 'quorum-majority': 'why this environment may break it' }`",
  ]);
  t.deepEqual(waiverOf('quorum-range'), ["it can't be waived"]);
  t.deepEqual(waiverOf('monitor-twice'), ['files have none']);
});

test('a finding about a waiver is of a rule that is explained', (t) => {
  const waive = { 'no-such-rule': 'x', 'quorum-range': 'x', 'sentinel-even': 'x' };
  const found = validate(resolved({ ...BASE, waive }), TODAY);
  t.deepEqual(
    found.map(({ rule }) => rule),
    ['waiver-unknown', 'waiver-not-allowed', 'waiver-unneeded'],
  );
  for (const { rule } of found) t.is(rulesNamed(rule).length, 1, rule);
});
