/**
 * The port of the centre (証明書交付センター), in two halves. The *desk* half lives in the daemon and sees no citizen data;
 * the *session* half lives in the cell. Any adapter that fulfils both can stand for the centre: the real one is under
 * contract, ours speaks HTTPS (`https-desk.ts`, `https-session.ts`). Callbacks, not promises: the callers are synchronous.
 */
import type { CodeName } from '../base/codes.ts';
import type { CertificateRequest, Offer, RefusedType } from '../../fsm/events.ts';

/** Result of a call; `code` tells what to show and do. */
export type CentreResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: CodeName;
      readonly kind: 'refused' | 'failed';
      readonly scope: 'session' | 'request';
      /** With a refusal at the card: its municipality, so that its own hours can be told (R80); an adapter may leave it out. */
      readonly municipalityId?: string | undefined;
    };

/** Ends a call; its callback is not called any more. */
export interface CentreCall {
  cancel(): void;
}

/** Answer to a presented certificate. */
export interface CardKnown {
  readonly municipalityId: string;
  readonly offers: readonly Offer[];
  /** Types that nobody gets from this municipality now, with the reason; left out by an adapter that cannot say. */
  readonly refusals?: readonly RefusedType[] | undefined;
  /** The centre's own challenge, to be bound into what the card signs. */
  readonly challenge: Uint8Array;
  /**
   * Public key of this session that the centre encrypts the pages to, bound into what the card signs as well; left out by an
   * adapter whose pages are protected by its line alone.
   */
  readonly pageKey?: Uint8Array | undefined;
  /** The centre's time when it answered, verified: the freshness of the document is judged on it (D6). */
  readonly time_epoch_ms: number;
}

/** Answer to the card's signature. Names are UTF-8 bytes for the citizen's own screen. */
export interface Authenticated {
  readonly subjectToken: string;
  readonly offers: readonly Offer[];
  /** Types that this citizen cannot have, each with its reason (R42–R51); left out by an adapter that cannot say. */
  readonly refusals?: readonly RefusedType[] | undefined;
  readonly household: readonly Uint8Array[];
  readonly koseki: readonly Uint8Array[];
}

/** One page as it came (`set` from 0, `leaf` from 1, as in the manifest): its bytes are hashed and compared with the manifest by the document check. */
export interface CentrePage {
  readonly set: number;
  readonly leaf: number;
  readonly pdf: Uint8Array;
}

/** The signed statement of what may be printed (D1–D6). `signature` covers the exact bytes of `signed`. */
export interface SignedManifest {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly keyId: string;
}

/** Content of a manifest after its signature was verified and its shape validated. Leaves count from 1, as printed. */
export interface Manifest {
  readonly transactionId: string;
  readonly nonce: string;
  readonly kioskId: string;
  /** SHA-256 (hex) over the canonical request. */
  readonly requestDigest: string;
  readonly subjectToken: string;
  readonly municipalityId: string;
  readonly issuedAt_epoch_ms: number;
  readonly validUntil_epoch_ms: number;
  readonly sets: readonly {
    readonly set: number;
    readonly typeId: string;
    readonly fee_yen: number;
    /** 固有番号 printed on each of its sheets (R92). */
    readonly uniqueNumber: string;
    /** 年度 of a tax certificate (R60). */
    readonly taxYear?: number | undefined;
    /** Moment whose state of the register the set shows (D14). */
    readonly asOf_epoch_ms?: number | undefined;
    readonly leaves: readonly {
      readonly leaf: number;
      readonly of: number;
      readonly sha256: string;
      /** Texts that stand on this sheet as printed: 固有番号, 「1/2」 (R92). The kiosk looks for them on the page. */
      readonly marks?: readonly string[] | undefined;
    }[];
  }[];
}

/** Answer to an application. */
export interface CentreDocument {
  readonly manifest: SignedManifest;
  readonly pages: readonly CentrePage[];
}

/**
 * Session half: in the cell, one transaction, used once. For both halves: each call is answered at most once and never before it
 * has returned; a call that was cancelled, and every call after `close`, is not answered; whatever fails is an answer, nothing is thrown.
 * `test/unit/centre-contract.ts` judges an adapter.
 */
export interface CentreSession {
  present(
    request: { readonly transactionId: string; readonly nonce: string; readonly certificate: Uint8Array },
    done: (result: CentreResult<CardKnown>) => void,
  ): CentreCall;
  authenticate(
    request: { readonly signature: Uint8Array },
    done: (result: CentreResult<Authenticated>) => void,
  ): CentreCall;
  apply(
    request: { readonly requests: readonly CertificateRequest[] },
    done: (result: CentreResult<CentreDocument>) => void,
  ): CentreCall;
  close(): void;
}

/** A commit point on its way to the centre; idempotent by `(transactionId, point)`, a `sheet` by its `reference` and `state` besides. */
export interface CommitPoint {
  readonly transactionId: string;
  readonly point: 'printing' | 'delivered' | 'abandoned' | 'sheet';
  /**
   * `printing`: the sets (`sets`, from 0) and how many leaves each has (`leaves`). `delivered`, `abandoned`: those whose every leaf is
   * out; `partSets`, `partLeaves`: of which only some are, and how many; `unknownSets`: with a leaf of which nobody knows.
   * `abandoned` has a `reason`. `sheet`: one sheet of `set`, `leaf` (from 1) and print `serial` that jammed, is sought or came out twice
   * (`cause`), and whether it is `open` or what became of it (`state`). No personal data.
   */
  readonly detail: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}

/** A closing (締め) on its way to the centre, with the head hash that binds the books; idempotent by its number. */
export interface ClosingReport {
  readonly number: number;
  readonly headHash: string;
  /** The whole statement as the ledger wrote it. No personal data: it has none. */
  readonly statement: Readonly<Record<string, unknown>>;
}

/** The centre's signed time, already verified. */
export interface CentreTime {
  readonly epoch_ms: number;
}

/** A day on which a municipality issues nothing (R79, R80). */
export interface ClosedDay {
  readonly municipalityId: string;
  /** Of Asia/Tokyo, `2025-04-16`. */
  readonly day: string;
  /** Keyword of the words. */
  readonly reason: string;
}

/** All closed days that the centre knows of from today on; `version` grows with every change. */
export interface ClosedDayList {
  readonly version: number;
  readonly days: readonly ClosedDay[];
}

/** What runs at a kiosk (D9), each part a SHA-256 (hex). */
export interface Fingerprint {
  readonly software: string;
  readonly profile: string;
  readonly municipalities: string;
}

/**
 * What an adapter can give. What it cannot changes what is served: `README.md`, "What an adapter must give". A call that belongs to
 * something it cannot give answers `centreLacks`.
 */
export interface CentreCapabilities {
  /** The manifest's digests are the page maker's own, signed by the centre: not made by the adapter from what it received. */
  readonly pageDigests: boolean;
  /** The document comes before it is paid for (D12). */
  readonly payLate: boolean;
  readonly closedDays: boolean;
  readonly fingerprints: boolean;
  /** Refusals come by type with their reasons (R42–R51); otherwise such a type is only missing. */
  readonly typeRefusals: boolean;
}

/** Desk half: in the daemon, no citizen data. */
export interface CentreDesk {
  readonly capabilities: CentreCapabilities;
  closedDays(done: (result: CentreResult<ClosedDayList>) => void): CentreCall;
  /** Tells what runs here; the answer is what the fleet expects, the comparison is the kiosk's. */
  fingerprint(own: Fingerprint, done: (result: CentreResult<readonly Fingerprint[]>) => void): CentreCall;
  time(done: (result: CentreResult<CentreTime>) => void): CentreCall;
  commit(point: CommitPoint, done: (result: CentreResult<null>) => void): CentreCall;
  closing(report: ClosingReport, done: (result: CentreResult<null>) => void): CentreCall;
  close(): void;
}
