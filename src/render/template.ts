/** Handlebars, set so that it lays out text and does nothing else. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

/** What a template may be given: texts, yes or no, and lists of these. */
export type View = { readonly [name: string]: string | boolean | readonly (string | View)[] };

/** The templates, by the name of their file without `.hbs`. */
export type TemplateName =
  | 'redis.conf'
  | 'sentinel.conf'
  | 'user-data.sh'
  | 'boot.sh'
  | 'unpack.sh'
  | 'vedette.rc'
  | 'vedette-report.rc'
  | 'vedette-volume.rc';

const compiled = new Map<TemplateName, (view: View) => string>();

/**
 * Lays out a view. Values are text to Handlebars, whatever they hold: they are not escaped, since a configuration file
 * is not HTML, and never compiled.
 *
 * @throws Error if the template names something that the view does not have: a fault of vedette
 */
export function layOut(name: TemplateName, view: View): string {
  const template = compiled.get(name) ?? compile(name);
  compiled.set(name, template);
  return template(view);
}

function compile(name: TemplateName): (view: View) => string {
  const file = fileURLToPath(new URL(`../../templates/${name}.hbs`, import.meta.url));
  return Handlebars.compile<View>(readFileSync(file, 'utf8'), { noEscape: true, strict: true });
}
