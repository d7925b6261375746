/** A table of text under a title: the same for a terminal and for Markdown. */
export interface TitledTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
