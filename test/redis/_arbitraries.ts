import { fc } from '@fast-check/ava';
import { type Argument, type Directive, directive, secret } from '../../src/redis/document.ts';

/** Characters that mean something to Redis, the shell or a template, and some that are hard to see. */
const difficult = fc.constantFrom(
  ...[' ', '"', "'", '\\', '#', '{', '}', '$', '`', '\t', '\r', '\b', '\x07', '\x0b', '\x1b', '\x7f'],
  ...['ü', '語', '🎉', '\u0301', '\u00a0', '\u0085', '\u202e', '\u2028', '\ufeff', '\\x41', '{secret a}'],
);

/** Any text that a file can carry: whole characters, no newline, no NUL. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(difficult, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
  .map((parts) => parts.join('').replaceAll(/[\n\0]/g, ''));

const anyName = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/).filter((name) => name !== 'sentinel');
const anySecret = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,20}$/).map(secret);
const anyArgument: fc.Arbitrary<Argument> = fc.oneof({ weight: 4, arbitrary: anyText }, anySecret);

/** A directive with any arguments. */
export const anyDirective: fc.Arbitrary<Directive> = fc
  .tuple(anyName, fc.array(anyArgument, { maxLength: 5 }))
  .map(([name, args]) => directive(name, args, 'test'));
