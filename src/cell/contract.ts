/**
 * What passes between the daemon and a cell: the child process of one session, which alone knows names and documents
 * (design, rule 5). The daemon holds handles. On the wire each message is one length-prefixed frame (header JSON + payload
 * bytes); in simulation the same messages pass in-process.
 */
import type { CodeName } from '../base/codes.ts';
import type { Yen } from '../base/yen.ts';
import type { CalibrationData, RasterTarget } from '../paper/contract.ts';
import type { CertificateRequest, CertificateSet, Offer, RefusedType } from '../../fsm/events.ts';

/** Daemon → cell, in this order of a session. */
export type CellCommand =
  /**
   * Takes a (spare) cell into use: opens a transaction with the centre under these fresh ids (D1). `closed`: municipalities that issue
   * nothing today, as the centre told the daemon (R79, R80).
   */
  | {
      readonly type: 'begin';
      readonly transactionId: string;
      readonly nonce: string;
      readonly language: string;
      readonly closed?: readonly string[] | undefined;
      /** The store closes then, service time (R82); left out: it is not known to. */
      readonly storeCloses_epoch_ms?: number | undefined;
      /** Service time now; left out while it is not known. What the centre says at the card must agree with it (D6). */
      readonly now_epoch_ms?: number | undefined;
    }
  | { readonly type: 'presentCard'; readonly certificate: Uint8Array }
  | { readonly type: 'authenticate'; readonly signature: Uint8Array }
  | { readonly type: 'apply'; readonly requests: readonly CertificateRequest[] }
  /**
   * Renders one leaf of a checked set for the printer. `set` and `leaf` are 0-based handles: `leaf` is the place in the
   * set's `pageDigests` (only what is printed and the manifest count leaves from 1, 「1/2」).
   */
  | {
      readonly type: 'makeLeaf';
      readonly set: number;
      readonly leaf: number;
      /** Number of this very print, as it is sealed and printed on the back. */
      readonly serial: string;
      /** Service time of the print. */
      readonly printedAt_epoch_ms: number;
      readonly target: RasterTarget;
    }
  /** So many more pieces of the made leaf may come: nobody ever holds the whole. */
  | { readonly type: 'morePieces'; readonly pieces: number }
  /** The made leaf is not wanted any more: what is left of it is wiped. */
  | { readonly type: 'dropLeaf' }
  | { readonly type: 'makeReceipt'; readonly receipt: ReceiptFacts; readonly target: RasterTarget }
  | { readonly type: 'makeSlip'; readonly slip: SlipFacts; readonly target: RasterTarget }
  /** A sheet of staff mode: only ever asked of a cell that never had a citizen. */
  | { readonly type: 'makeSheet'; readonly sheet: SheetFacts; readonly target: RasterTarget }
  /** The calibration sheet of けん制文字 (R98), told as `sheetMade`: of such a cell, too. */
  | { readonly type: 'makeCalibration'; readonly calibration: CalibrationData; readonly target: RasterTarget }
  /** Says the text of this handle (`household.2`) aloud, told as `citizenVoice`. In every stage, as often as it is asked. */
  | { readonly type: 'speak'; readonly handle: string; readonly locale: string };

/** Cell → daemon. */
export type CellFact =
  /** The cell is warm and can take a session. */
  | { readonly type: 'ready' }
  /** Certificate known to the centre: municipality, offers for it, and the digest the card has to sign. */
  | {
      readonly type: 'cardKnown';
      readonly municipalityId: string;
      readonly offers: readonly Offer[];
      readonly withheld: readonly RefusedType[];
      readonly digest_sha256: Uint8Array;
    }
  | {
      readonly type: 'authenticated';
      readonly offers: readonly Offer[];
      readonly withheld: readonly RefusedType[];
      readonly persons: { readonly household: number; readonly koseki: number };
    }
  /** Document check passed (D1–D6). */
  /** `numbers`: SHA-256 (hex) of each set's 固有番号, so that the daemon sees when one comes again (D3). */
  | {
      readonly type: 'documentsChecked';
      readonly sets: readonly CertificateSet[];
      readonly numbers?: readonly string[] | undefined;
    }
  | {
      readonly type: 'refused';
      readonly code: CodeName;
      readonly scope: 'session' | 'request';
      /** The municipality of the card, when it is refused before `cardKnown` (R80). */
      readonly municipalityId?: string | undefined;
      /** With `tooManyBeforeClosing`: so many sets can still be printed (R82). */
      readonly sets_max?: number | undefined;
    }
  | { readonly type: 'failed'; readonly code: CodeName }
  /**
   * A leaf is composed and sealed; its pieces come when they are asked for (`morePieces`). `pageDigest` is the SHA-256 of the very PDF
   * bytes that were rendered: compared before printing.
   */
  | { readonly type: 'leafMade'; readonly set: number; readonly leaf: number; readonly pageDigest: string }
  /** A piece of the leaf that was made last, in order. `end`: `more` follows, this was the `last`, or the rest cannot be made. */
  | { readonly type: 'leafPiece'; readonly end: 'more' | 'last' | 'failed'; readonly bytes: Uint8Array }
  | { readonly type: 'receiptMade'; readonly raster: Uint8Array }
  | { readonly type: 'slipMade'; readonly raster: Uint8Array }
  | { readonly type: 'sheetMade'; readonly raster: Uint8Array }
  | { readonly type: 'notMade'; readonly what: 'leaf' | 'receipt' | 'slip' | 'sheet'; readonly code: CodeName }
  /** Text that names a citizen, for the screen alone: relayed unread (`handle` as in `household.2`). UTF-8. */
  | { readonly type: 'citizenText'; readonly handle: string; readonly text: Uint8Array }
  /**
   * That text as a voice, for the player alone: a WAV file of 48 kHz, mono, 16 bit behind a head of 44 bytes, at the loudness of all
   * prompts. Empty when nobody is named by the handle or nothing can speak it. Played once and wiped.
   */
  | { readonly type: 'citizenVoice'; readonly handle: string; readonly wav: Uint8Array };

/** What a receipt states (R85); no name. Texts come from the daemon's words, already localised. */
export interface ReceiptFacts {
  readonly number: string;
  readonly municipalityId: string;
  readonly lines: readonly { readonly label: string; readonly copies: number; readonly fee_yen: Yen }[];
  readonly total_yen: Yen;
  readonly paid_yen: Yen;
  readonly change_yen: Yen;
  /** Fees taken for certificates that did not come out: paid back, or on a slip. */
  readonly returned_yen: Yen;
  readonly kioskName: string;
  /** Service time as text, as in 「2025年4月16日 10:03」. */
  readonly time: string;
  /** Whom the municipality entrusted with the collection (R76); empty where it did not. */
  readonly collectionAgent: string;
  /** Desk and telephone of the municipality, for questions about a certificate (R112); empty where it has none. */
  readonly contact: string;
}

/** What a slip states: a claim for money that could not be paid out (design, Money). */
export interface SlipFacts {
  readonly claimNumber: string;
  readonly amount_yen: Yen;
  readonly reason: string;
  readonly phone: string;
  readonly kioskName: string;
  readonly time: string;
}

/** What a sheet of staff mode states; texts ready to print. */
export interface SheetFacts {
  readonly title: string;
  readonly number: string;
  readonly time: string;
  readonly kioskName: string;
  readonly result: string | null;
  readonly head: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly bold: boolean }[];
  readonly notes: readonly string[];
  readonly signature: string;
}

/** One cell as the daemon holds it. Single use: ended with its session. */
export interface CellPort {
  send(command: CellCommand): void;
  onFact(listener: (fact: CellFact) => void): void;
  /** The process ended by itself; called at most once, never after `close`. */
  onLost(listener: (reason: string) => void): void;
  /** Kills the process: everything it knew is gone. */
  close(): void;
}
