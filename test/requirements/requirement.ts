/** What a row of the requirements is, and how a fault is planted against it. */

/**
 * B: the kiosk must do or refuse something · N: a notice · C: configuration with dates · A: a property of architecture, network or
 * print · X: background, nothing to do.
 */
export type Kind = 'B' | 'N' | 'C' | 'A' | 'X';

/** A guard or a datum taken away: the tests that hold the row must turn red. */
export interface PlantedFault {
  /** From the root of the repository; code or data. */
  readonly file: string;
  /** Must lie in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Test files that are asked; one of their tests that names the row must fail. */
  readonly tests: readonly string[];
}

/** One requirement: `R27`, `D4`. */
export interface Requirement {
  readonly id: string;
  readonly kinds: readonly Kind[];
  /** Part of the product that it belongs to. */
  readonly part: Part;
  /** In a few words; the municipal pages and the digest of requirements are the source. */
  readonly text: string;
  /** Planted one at a time: what the data say and what the code does with it are guarded apart. */
  readonly faults: readonly PlantedFault[];
}

/** Parts of the product in the order in which they are finished. */
export type Part = 'money' | 'right paper' | 'anti-forgery' | 'access';

/** Parts that are finished: each of their rows must be named by a test. */
export const FINISHED: readonly Part[] = ['money', 'right paper', 'anti-forgery'];

/** Every B and C row of a finished part needs a planted fault. */
export const needsFault = ({ kinds }: Requirement): boolean => kinds.includes('B') || kinds.includes('C');

/** Background asks for nothing, so no test can hold it. */
export const needsTest = ({ kinds }: Requirement): boolean => kinds.some((kind) => kind !== 'X');
