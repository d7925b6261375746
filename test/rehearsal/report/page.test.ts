import { testProp } from '@fast-check/ava';
import test from 'ava';
import { printPage } from '../../../src/rehearsal/report/page.ts';
import { PALETTES } from '../../../src/rehearsal/report/page-style.ts';
import { allShipped, shipped } from '../../_environment.ts';
import { anyRehearsal } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

/** The names of all tags, and what each holds beside text. */
function tagsOf(page: string): readonly string[] {
  return Array.from(page.matchAll(/<(\/?[a-zA-Z!][^\s>/]*)([^>]*)>/g), ([, name = '', rest = '']) =>
    rest.endsWith('/') ? [name, `/${name}`] : [name],
  ).flat();
}

/** Those that have no end. */
const ALONE = new Set(['!doctype', 'meta', 'link']);

const KNOWN = new Set(
  [
    ...[
      'html',
      'head',
      'div',
      'meta',
      'title',
      'link',
      'style',
      'body',
      'main',
      'header',
      'section',
      'h1',
      'h2',
      'h3',
      'p',
    ],
    ...[
      'dl',
      'dt',
      'dd',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'a',
      'span',
      'strong',
      'figure',
      'details',
    ],
    ...['summary', 'svg', 'defs', 'pattern', 'rect', 'line', 'text', 'g', 'polygon'],
  ].flatMap((name) => [name, `/${name}`]),
);

testProp(
  'whatever a record holds, a page has only tags of its own, each closed in order, and no attribute that runs something',
  [anyRehearsal],
  (t, rehearsal) => {
    const page = printPage(rehearsal);
    t.deepEqual(
      tagsOf(page).filter((name) => name !== '!doctype' && !KNOWN.has(name)),
      [],
    );
    const open: string[] = [];
    for (const name of tagsOf(page).filter((one) => !ALONE.has(one)))
      if (!name.startsWith('/')) open.push(name);
      else t.is(open.pop(), name.slice(1));
    t.deepEqual(open, []);
  },
);

testProp(
  'no control character, half character or mark of direction of a record comes into a page',
  [anyRehearsal],
  (t, rehearsal) => {
    t.notRegex(printPage(rehearsal), /[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
  },
);

test('the page of every shipped environment says all that is to be said', async (t) => {
  for (const environment of await allShipped()) {
    const rehearsal = madeRehearsal(environment);
    const page = printPage(rehearsal);
    for (const { drill, story, because } of rehearsal.drills)
      for (const text of [drill, story, because]) t.true(page.includes(text), text);
    t.true(page.includes('2 of 5 drills held, 1 is broken, 1 is broken as expected, 1 is not possible here'));
    t.true(page.includes(`sentinel.downAfter ${rehearsal.settings['sentinel.downAfter']}`));
  }
});

test('what broke stands before what held, and what was not possible last', async (t) => {
  const page = printPage(madeRehearsal(await shipped('lab')));
  const places = ['plain-failover', 'kill-sentinel', 'kill-primary', 'planned-switch', 'stop-zone'].map(
    (name) => page.indexOf(`>${name}<`),
  );
  t.deepEqual(
    places,
    [...places].sort((one, other) => one - other),
  );
  t.true(places.every((place) => place > 0));
});

test('a page allows no network and no script', async (t) => {
  const page = printPage(madeRehearsal(await shipped('lab')));
  t.true(page.includes(`content="default-src 'none';`));
  t.notRegex(page, /<script|https?:\/\/(?!www\.w3\.org\/2000\/svg")/);
});

test('a part that is missing is said to be unknown', async (t) => {
  const page = printPage({ ...madeRehearsal(await shipped('lab')), shard: { of: 4, parts: [1, 2, 4] } });
  t.true(page.includes('Part 3 of 4 is not in this report: what those drills show is unknown'));
});

test('a client of which nothing is known is told, since it shows no gap and no loss', async (t) => {
  const whole = madeRehearsal(await shipped('lab'));
  const drills = whole.drills.map((drill) => ({
    ...drill,
    rounds: drill.rounds.map((round) => ({
      ...round,
      account: {
        ...round.account,
        clients: round.account.clients.map((client) => ({
          ...client,
          fate: { ...client.fate, kept: 0, lost: 0 },
        })),
      },
    })),
  }));
  const said = 'A client got no acknowledgement at all, so that nothing is known of it, in ';
  t.false(printPage(whole).includes(said));
  t.true(printPage({ ...whole, drills }).includes(`${said}kill-primary, plain-failover`));
});

for (const [scheme, palette] of Object.entries(PALETTES))
  test(`words have a contrast of at least 4.5 to what they stand on, ${scheme}`, (t) => {
    const { paper, sheet, ink, faint, error, warning, good, primary, replica, named, writing } = palette;
    const pairs = [
      ...[ink, faint, error, warning, good].flatMap((words) =>
        [paper, sheet].map((ground) => [words, ground]),
      ),
      ...[replica, named, writing].map((ground) => [ink, ground]),
      [palette['on-primary'], primary],
    ];
    for (const [words = '', ground = ''] of pairs)
      t.true(contrast(words, ground) >= 4.5, `${words} on ${ground}: ${contrast(words, ground).toFixed(2)}`);
  });

/** The ratio of two colours as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
