/** How the page of a rehearsal looks: light and dark, on a phone, a screen and paper. */
import { COLOURS } from '../../report/graph/svg.ts';

/** Every colour by its use. Words on a colour have a contrast of at least 4.5 to it. */
interface Palette {
  readonly paper: string;
  readonly sheet: string;
  readonly edge: string;
  readonly ink: string;
  readonly faint: string;
  readonly error: string;
  readonly warning: string;
  readonly good: string;
  readonly primary: string;
  readonly 'on-primary': string;
  readonly replica: string;
  readonly named: string;
  readonly writing: string;
  readonly hatch: string;
  readonly forecast: string;
}

const light: Palette = {
  paper: COLOURS.paper,
  sheet: COLOURS.zone,
  edge: COLOURS.edge,
  ink: COLOURS.ink,
  faint: COLOURS.faint,
  error: '#b42318',
  warning: '#8a5a00',
  good: '#1a6b31',
  primary: COLOURS.primary,
  'on-primary': '#ffffff',
  replica: '#cfe2f5',
  named: '#f3e3b8',
  writing: '#cdebd5',
  hatch: '#c9ced6',
  forecast: '#d9dde3',
};

const dark: Palette = {
  paper: '#0d1117',
  sheet: '#161b22',
  edge: '#3d444d',
  ink: '#e6edf3',
  faint: '#9da7b3',
  error: '#ff8a80',
  warning: '#e3b341',
  good: '#56d364',
  primary: '#ff9b8f',
  'on-primary': '#1c0906',
  replica: '#1f4468',
  named: '#574510',
  writing: '#1d4d2b',
  hatch: '#454c56',
  forecast: '#3a424d',
};

/** By what the reader prefers; paper is light. */
export const PALETTES = { light, dark } as const;

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}

/** The colours as variables of the page, for what it is drawn on. */
export const COLOUR_STYLE = `
:root { color-scheme: light dark; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
@media print { :root { color-scheme: light; ${variables(light)} } }`;

/** How timelines look. */
export const TIMELINE_STYLE = `
.timeline text { font: 12px 'DejaVu Sans', Verdana, sans-serif; fill: var(--ink) }
.timeline .sheet { fill: var(--sheet) }
.timeline .group, .timeline .lane { font-weight: bold }
.timeline .group { fill: var(--faint) }
.timeline .tick, .timeline .note { fill: var(--faint) }
.timeline .alarm { fill: var(--error); font-weight: bold }
.timeline .grid { stroke: var(--edge) }
.timeline .fault { stroke: var(--ink) }
.timeline .mark { stroke: var(--error); stroke-dasharray: 5 3 }
.timeline .mark-words { font-weight: bold }
.timeline .bar { stroke: var(--faint); stroke-width: 0.75 }
.timeline .primary { fill: var(--primary) } .timeline .replica { fill: var(--replica) }
.timeline .named { fill: var(--named) } .timeline .writing { fill: var(--writing) }
.timeline .silent, .timeline .replaced, .timeline .unsynced { fill: url(#hatching) }
.timeline .gap { fill: var(--sheet); stroke: var(--error); stroke-width: 1.5; stroke-dasharray: 4 3 }
.timeline text { paint-order: stroke; stroke: var(--sheet); stroke-width: 4px; stroke-linejoin: round }
.timeline .on-primary { fill: var(--on-primary); font-weight: bold; stroke: var(--primary) }
.timeline .on-replica { stroke: var(--replica) } .timeline .on-named { stroke: var(--named) } .timeline .on-writing { stroke: var(--writing) }
.timeline .on-gap { fill: var(--error); font-weight: bold } .timeline .on-forecast { stroke: var(--forecast) }
.timeline .forecast { fill: var(--forecast) }
.timeline .point { fill: var(--ink); stroke: var(--sheet); stroke-width: 1.5 }
.hatch-ground { fill: var(--sheet) } .hatch { fill: var(--hatch) }`;

/** From this width on a row of the table of all drills has its times on one line. */
const ROOMY = '1100px';

/** Below this width the page is one column, tables are lists, and timelines are those for a phone. */
const NARROW = '720px';

const PAGE = `
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 992px; margin: 0 auto; padding: 16px }
h1 { font-size: 28px; line-height: 1.2; margin: 8px 0 }
h2 { font-size: 21px; line-height: 1.3; margin: 40px 0 8px } h3 { font-size: 16px; margin: 24px 0 8px }
p { margin: 8px 0 } a { color: inherit }
.headline { font-size: 18px } .faint { color: var(--faint) }
.error, .warning, .good { font-weight: 600 } .error { color: var(--error) } .warning { color: var(--warning) } .good { color: var(--good) }
.remark { border-left: 4px solid var(--warning); padding: 4px 12px; background: var(--sheet) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 16px 0 } dt { color: var(--faint) } dd { margin: 0 }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--edge); overflow-wrap: break-word }
th { color: var(--faint); font-weight: 600 } .table { overflow-x: auto }
figure { margin: 12px 0 }
.drill { border-top: 2px solid var(--edge); margin-top: 40px } .drill h2 { margin-top: 16px }
.timeline { display: block; max-width: 100%; height: auto; border: 1px solid var(--edge); border-radius: 6px }
.timeline.narrow { display: none } .hatching { position: absolute; width: 0; height: 0 }
@media screen and (min-width: ${NARROW}) { .summary a { white-space: nowrap } }
@media screen and (min-width: ${ROOMY}) { main { max-width: 1120px } .timeline.wide { width: 100% } .summary td:not(:last-child) { white-space: nowrap } }
.back { float: right; font-size: 14px; font-weight: normal; color: var(--faint) }
details { margin: 12px 0 } summary { cursor: pointer; font-weight: 600 }
@media screen and (max-width: ${NARROW}) {
  .timeline.wide { display: none } .timeline.narrow { display: block; width: 100%; max-width: 480px }
  dl { grid-template-columns: 1fr } dd { margin-bottom: 6px }
  table, tbody, tr, td { display: block } thead { display: none }
  tr { border-bottom: 1px solid var(--edge); padding: 8px 0 }
  td { border: 0; padding: 1px 0; overflow-wrap: anywhere } td:empty { display: none }
  td[data-column]:not([data-column=""])::before { content: attr(data-column) ": "; color: var(--faint) }
}
@media print {
  @page { size: A4; margin: 12mm }
  body { font-size: 11px } table { font-size: 10px } main { padding: 0 }
  h2, h3 { break-after: avoid } .timeline, tr { break-inside: avoid }
  .folded, .back { display: none }
}`;

/** The style sheet of the page. */
export const PAGE_STYLE = COLOUR_STYLE + TIMELINE_STYLE + PAGE;
