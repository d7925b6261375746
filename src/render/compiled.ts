/**
 * Templates as functions, by Handlebars, set so that it lays out text and does nothing else. A bundle has another text in
 * the place of this file, with the templates compiled (src/start/ready-made.cjs).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

/** What a template may be given: texts, yes or no, and lists of these. */
export type View = { readonly [name: string]: string | boolean | readonly (string | View)[] };

/** The templates, by the path of their file without `.hbs`. */
export const TEMPLATES = [
  'redis.conf',
  'sentinel.conf',
  'user-data.sh',
  'carried.sh',
  'boot.sh',
  'unpack.sh',
  'vedette.rc',
  'vedette-report.rc',
  'vedette-volume.rc',
  'vedette-certificate.rc',
  'patiently.sh',
  'metadata.sh',
  'ask-store.sh',
  'clients/node-redis.ts',
  'clients/ioredis.ts',
  'clients/redis-py.py',
  'clients/go-redis.go',
  'clients/jedis.java',
  'clients/lettuce.java',
  'clients/redis-cli.sh',
  'project/README.md',
  'project/environment.ts',
  'project/vedette.yml',
] as const;

/** The name of a template. */
export type TemplateName = (typeof TEMPLATES)[number];

/** A configuration file is not HTML, and a name that a view lacks is a fault. */
const OPTIONS = { noEscape: true, strict: true };

/** A template as a function. */
export function compiled(name: TemplateName): (view: View) => string {
  return Handlebars.compile<View>(textOf(name), OPTIONS);
}

/** A template as code for Handlebars' runtime. */
export function codeOf(name: TemplateName): string {
  return String(Handlebars.precompile(textOf(name), OPTIONS));
}

function textOf(name: TemplateName): string {
  return readFileSync(fileURLToPath(new URL(`../../templates/${name}.hbs`, import.meta.url)), 'utf8');
}
