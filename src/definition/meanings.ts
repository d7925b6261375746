/**
 * What fields mean, read from the comments of their types. The comments are where editors show them, so the text stands
 * there and nowhere else, and TypeScript keeps no comment for a program to read.
 */
import { readFileSync } from 'node:fs';
import { ANY_NAME } from './field.ts';

/** The comment of a field, or of a part of the definition. */
export interface Meaning {
  /** One or more sentences. */
  readonly text: string;
  /** What stands behind `@default`; undefined where nothing does. */
  readonly default: string | undefined;
}

/** An interface of the source. */
interface Part {
  readonly comment: string;
  readonly body: string;
}

const COMMENT = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;
const PART = new RegExp(String.raw`${COMMENT}export interface (\w+) \{\n([\s\S]*?)\n\}`, 'g');
const FIELD = new RegExp(String.raw`(?:${COMMENT})?readonly (\w+)\??: ([^;]+);`, 'g');

/** The comments of environment.ts, by the path of what they are about: `redis`, `redis.port`, `hosts.<name>.zone`. */
export function definitionMeanings(): ReadonlyMap<string, Meaning> {
  return meaningsIn('environment.ts', 'EnvironmentDefinition');
}

/** The comments of config.ts, alike: `state`, `environments.ttl`. */
export function configMeanings(): ReadonlyMap<string, Meaning> {
  return meaningsIn('config.ts', 'ConfigDefinition');
}

/** @param whole the interface that a file of the user's is */
function meaningsIn(file: string, whole: string): ReadonlyMap<string, Meaning> {
  const source = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  const parts = new Map(
    [...source.matchAll(PART)].map(([, comment = '', name = '', body = '']) => [name, { comment, body }]),
  );
  return new Map(partMeanings(parts, whole, []));
}

function partMeanings(
  parts: ReadonlyMap<string, Part>,
  name: string,
  path: readonly string[],
): readonly (readonly [string, Meaning])[] {
  const { body = '' } = parts.get(name) ?? {};
  return [...body.matchAll(FIELD)].flatMap(([, comment = '', field = '', type = '']) => {
    const here = [...path, field];
    const inner = [...parts.keys()].find((part) => new RegExp(`\\b${part}\\b`).test(type));
    if (inner === undefined) return [[here.join('.'), meaning(comment)] as const];
    const isRecord = type.includes('Record<');
    const below = isRecord ? [...here, ANY_NAME] : here;
    return [
      ...(isRecord ? [[here.join('.'), meaning(comment)] as const] : []),
      [below.join('.'), meaning(parts.get(inner)?.comment ?? '')] as const,
      ...partMeanings(parts, inner, below),
    ];
  });
}

function meaning(comment: string): Meaning {
  const plain = comment.replaceAll(/\s*\n\s*\* ?/g, ' ').trim();
  const [text = '', given] = plain.split('@default');
  return { text: text.trim(), default: given?.trim() };
}
