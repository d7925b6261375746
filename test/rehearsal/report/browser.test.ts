import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { pathToFileURL } from 'node:url';
import { printPage } from '../../../src/rehearsal/report/page.ts';
import { PALETTES } from '../../../src/rehearsal/report/page-style.ts';
import { shipped } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { readPng } from '../../report/graph/_png.ts';
import { madeRehearsal } from '../_made-record.ts';
import { Browser, type Look } from './_browser.ts';

const folder = scratchFolder('page');

/** Where pictures are kept to be looked at; nowhere if it is not set. */
const { VEDETTE_PICTURES } = env;

const LOOKS: readonly Look[] = [375, 1_280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** How far the page is wider than the window, the timelines that are shown, and the words that are wider than their bar. */
const MEASURE = `({
  beyond: document.documentElement.scrollWidth - window.innerWidth,
  shown: [...new Set([...document.querySelectorAll('svg.timeline')].filter((one) => one.getClientRects().length > 0).map((one) => one.classList.contains('wide')))],
  cut: [...document.querySelectorAll('svg.timeline text')].filter((one) => {
    const [text, sheet] = [one, one.ownerSVGElement].map((box) => box.getBoundingClientRect());
    return text.width > 0 && (text.left < sheet.left || text.right > sheet.right + 1 || text.top < sheet.top || text.bottom > sheet.bottom + 1);
  }).map((one) => one.textContent),
})`;

needs('chromium')(
  'a page asks for nothing, complains of nothing and is as wide as its window, on a phone and a screen, light and dark',
  async (t) => {
    const browser = new Browser();
    try {
      for (const name of ['lab', 'quorum']) {
        const file = join(folder, `${name}.html`);
        writeFileSync(file, printPage(madeRehearsal(await shipped(name))));
        for (const look of LOOKS) {
          const { picture, complaints, requests, value } = await browser.look(
            pathToFileURL(file).href,
            look,
            MEASURE,
          );
          const { width, at } = readPng(picture);
          const about = `${name}, ${look.width}, ${look.scheme}`;
          if (VEDETTE_PICTURES !== undefined)
            writeFileSync(join(VEDETTE_PICTURES, `${name}-${look.width}-${look.scheme}.png`), picture);
          t.deepEqual([complaints, requests], [[], []], about);
          t.deepEqual([width, at(2, 2)], [look.width, PALETTES[look.scheme].paper], about);
          t.deepEqual(value, { beyond: 0, shown: [look.width > 500], cut: [] }, about);
        }
      }
    } finally {
      await browser.close();
    }
  },
);
