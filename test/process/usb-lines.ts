/** What passes between a daemon's virtual bus and the test's board; bytes with the number of their report first. */

/** A device as node-hid lists it. */
export interface Listed {
  readonly vendorId: number;
  readonly productId: number;
  readonly path: string;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
  readonly release: number;
  readonly usagePage: number;
  readonly usage: number;
}

/** From the board: what hangs there, told at once to whoever comes; the answer to a feature; an input report. */
export interface BoardLine {
  readonly devices?: readonly Listed[];
  readonly feature?: readonly number[];
  readonly report?: readonly number[];
}

/** To the board: a feature is asked for, an output report. */
export interface HostLine {
  readonly ask?: number;
  readonly write?: readonly number[];
}
