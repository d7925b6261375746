/** A timeline as a picture of its own, for where no page is: it follows light and dark by itself. */
import { markup, verbatimMarkup } from '../../../report/markup.ts';
import type { Rehearsal } from '../../record.ts';
import { COLOUR_STYLE, TIMELINE_STYLE } from '../page-style.ts';
import { drawTimeline, HATCHING } from './draw.ts';

/** Draws the first round of the first drill that was run, as an SVG file; undefined if none was. */
export function timelinePicture({ environment, drills }: Rehearsal): string | undefined {
  const [shown] = drills.flatMap(({ drill, because, rounds: [round] }) =>
    round === undefined ? [] : [{ round, title: `${drill} on ${environment}: ${because}` }],
  );
  if (shown === undefined) return undefined;
  const head = markup`<style>${verbatimMarkup(COLOUR_STYLE + TIMELINE_STYLE)}
</style>
${HATCHING}
`;
  return drawTimeline(shown.round, shown.title, 'wide', head).text;
}
