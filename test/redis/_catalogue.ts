import { type DirectiveSpec, type DocumentKind, findDirective } from '../../src/redis/catalogue/index.ts';
import type { Argument } from '../../src/redis/document.ts';

/** A directive that is known to be there. */
export function specOf(name: string, kind: DocumentKind = 'redis'): DirectiveSpec {
  const spec = findDirective(kind, '7.0', name);
  if (spec === undefined) throw new Error(`no directive ${name}`);
  return spec;
}

/** How CONFIG GET answers a canonical value: with `slave` for `replica`, and nothing for `no one`. */
export function answered(name: string, args: readonly Argument[]): string {
  const joined = args.join(' ');
  if (name === 'client-output-buffer-limit') return joined.replace('replica', 'slave');
  return name === 'replicaof' && joined === 'no one' ? '' : joined;
}
