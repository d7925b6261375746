import { execFileSync } from 'node:child_process';
import { layOutGraph } from '../../../src/report/graph/layout.ts';
import { widthOf } from '../../../src/report/graph/lines.ts';
import { graphOf } from '../../../src/report/graph/model.ts';
import { COLOURS, svgOf } from '../../../src/report/graph/svg.ts';
import { allShipped } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { readPng } from './_png.ts';

needs('rsvg-convert')(
  'rsvg-convert draws every shipped environment in its colours, with its texts',
  async (t) => {
    for (const environment of await allShipped()) {
      const graph = graphOf(environment);
      const { frames, wires, clients, width, height } = layOutGraph(graph);
      const png = execFileSync('rsvg-convert', ['-f', 'png'], { input: svgOf(graph) });
      const picture = readPng(png);
      t.deepEqual([picture.width, picture.height], [width, height]);
      t.is(picture.at(2, 2), COLOURS.paper);
      t.is(picture.at(clients.x + 2, clients.y + 18), COLOURS.clients);
      for (const { x, y, width: zoneWidth } of frames)
        t.is(picture.at(x + zoneWidth / 2, y + 4), COLOURS.zone);
      for (const { x, y, host } of frames.flatMap(({ cards }) => cards)) {
        t.is(picture.at(x + 2, y + 40), COLOURS[host.mainRole], host.name);
        t.is(picture.at(x + 10, y + 10), COLOURS.card, host.name);
        const name = area(x + 16, y + 10, 100, 20).map(([px, py]) => picture.at(px, py));
        t.true(name.includes(COLOURS.ink) && name.includes(COLOURS.card), host.name);
      }
      for (const { x1, y1, x2 } of wires.flatMap(({ kind, lines }) => (kind === 'replication' ? lines : [])))
        t.is(picture.at((x1 + x2) / 2, y1), COLOURS.replica);
    }
  },
);

function area(x: number, y: number, width: number, height: number): readonly (readonly [number, number])[] {
  return Array.from({ length: width * height }, (_, at) => [x + (at % width), y + Math.floor(at / width)]);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;()-_·@%';

needs('rsvg-convert')('no letter is drawn wider than a line counts it', (t) => {
  const [size, row] = [16, 24];
  const drawn = [...LETTERS].map((letter, at) => `<text y="${at * row + 18}">${letter.repeat(10)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="${drawn.length * row}"><style>text { font: bold ${size}px 'DejaVu Sans', Verdana, sans-serif }</style><rect width="200" height="100%" fill="#ffffff"/>${drawn.join('')}</svg>`;
  const picture = readPng(execFileSync('rsvg-convert', ['-f', 'png'], { input: svg }));
  for (const [at, letter] of [...LETTERS].entries()) {
    const inked = area(0, at * row, 200, row).filter(([x, y]) => picture.at(x, y) !== '#ffffff');
    const last = Math.max(...inked.map(([x]) => x));
    t.true(last > size && last <= widthOf(letter.repeat(10), size), `${letter} ends at ${last}`);
  }
});
