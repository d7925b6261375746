/** HTML and SVG in which what comes from elsewhere is text and nothing more. */
import { onOneLine } from '../base/errors.ts';

/** Markup; only `markup` and `verbatimMarkup` make it, so that no text becomes markup by mistake. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What stands between the words of a template; nothing where it is undefined. */
export type Part = string | number | Markup | undefined | readonly Part[];

/** A template of markup. Texts in it are escaped, markup stays as it is, and a list is joined. */
export function markup(words: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(words.map((word, at) => word + written(parts[at])).join(''));
}

/** Takes text of vedette's own as markup: a style sheet. */
export function verbatimMarkup(text: string): Markup {
  return new Markup(text);
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(written).join('') : escapeMarkup(onOneLine(String(part)));
}

/** Writes a text so that it is one in HTML and XML, in an attribute too. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
