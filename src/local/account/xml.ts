/** XML as services of AWS answer in it. */

/** Elements by name; several of one name stand in a list. */
export interface Elements {
  readonly [name: string]: string | Elements | readonly Elements[];
}

/** A document. */
export function xml(content: Elements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elements(content)}`;
}

function elements(content: Elements): string {
  return Object.entries(content)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `<${name}>${inner(one)}</${name}>`),
    )
    .join('');
}

function inner(value: string | Elements): string {
  return typeof value === 'string' ? value.replace(/[<>&\r]/g, entity) : elements(value);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
