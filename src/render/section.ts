import type { Directive, Document } from '../redis/document.ts';

/** Directives that stand together under one comment. */
export interface Section {
  /** The comment, one or two words. */
  readonly title: string;
  readonly directives: readonly Directive[];
}

/** The document that sections make up, in their order. */
export function documentOf(sections: readonly Section[]): Document {
  return sections.flatMap(({ directives }) => directives);
}
