/** Lays out texts. */
import { compiled, type TemplateName, type View } from './compiled.ts';

export type { TemplateName, View } from './compiled.ts';

const templates = new Map<TemplateName, (view: View) => string>();

/**
 * Lays out a view. Values are text to Handlebars, whatever they hold: they are not escaped, since a configuration file
 * is not HTML, and never compiled.
 *
 * @throws Error if the template names something that the view does not have: a fault of vedette
 */
export function layOut(name: TemplateName, view: View): string {
  const template = templates.get(name) ?? compiled(name);
  templates.set(name, template);
  return template(view);
}
