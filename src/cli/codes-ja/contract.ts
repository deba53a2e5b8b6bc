/** What the technician reads about a code in Japanese; the English stands with the code itself (`src/base/codes/`). */
export interface CodeJa {
  /** What happened, a sentence or two. */
  readonly cause: string;
  /** What to do, a sentence or two. */
  readonly remedy: string;
}

/** Words for each code of a table: one that is missing, or one too many, does not compile. */
export type CodesJa<Codes> = Readonly<Record<keyof Codes, CodeJa>>;
