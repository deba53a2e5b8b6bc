/**
 * The document check (D1–D6): may these pages be sold to the citizen who stands here? Pure; run before any money is taken
 * (D12). Whatever is not exactly as asked for refuses the whole document: no page of it is ever printed.
 */
import { createHash } from 'node:crypto';
import type { CodeName } from '../base/codes.ts';
import type { CertificateRequest, CertificateSet, Offer } from '../../fsm/events.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { CentrePage, Manifest } from './port.ts';

/** What the document has to agree with. */
export interface Expected {
  readonly transactionId: string;
  readonly nonce: string;
  readonly kioskId: string;
  readonly requestDigest: string;
  readonly subjectToken: string;
  readonly municipalityId: string;
  readonly requests: readonly CertificateRequest[];
  /** What was offered to this citizen: the fee that was shown counts (R73). */
  readonly offers: readonly Offer[];
  /** Earliest moment the centre can have answered, in its own time. */
  readonly requestedAt_epoch_ms: number;
  readonly now_epoch_ms: number;
}

/** What a document broke; the rule is for tests and reports, the code for people. */
export type DocumentRule =
  | 'transaction'
  | 'nonce'
  | 'kiosk'
  | 'request'
  | 'subject'
  | 'municipality'
  | 'olderThanRequest'
  | 'fromTheFuture'
  | 'expired'
  | 'sets'
  | 'fee'
  | 'taxYear'
  | 'uniqueNumber'
  | 'leafNumbers'
  | 'pages'
  | 'pageDigest'
  | 'pageTwice';

/** What the check of a document found (D1–D6). */
export type DocumentVerdict =
  | { readonly ok: true; readonly sets: readonly CertificateSet[] }
  | { readonly ok: false; readonly code: CodeName; readonly rule: DocumentRule };

const CODE_OF: Readonly<Record<DocumentRule, CodeName>> = {
  transaction: 'documentForeign',
  nonce: 'documentForeign',
  kiosk: 'documentForeign',
  request: 'documentForeign',
  subject: 'documentForeign',
  municipality: 'documentForeign',
  olderThanRequest: 'documentStale',
  fromTheFuture: 'documentStale',
  expired: 'documentStale',
  sets: 'documentSets',
  fee: 'documentFee',
  taxYear: 'documentForeign',
  uniqueNumber: 'documentPages',
  leafNumbers: 'documentPages',
  pages: 'documentPages',
  pageDigest: 'documentPages',
  pageTwice: 'documentPages',
};

/** Checks a manifest and the pages that came with it. */
export function checkDocument(expected: Expected, manifest: Manifest, pages: readonly CentrePage[]): DocumentVerdict {
  const rule =
    brokenBinding(expected, manifest) ??
    brokenFreshness(expected, manifest) ??
    brokenSets(expected, manifest) ??
    brokenLeaves(manifest) ??
    brokenPages(manifest, pages);
  if (rule !== null) return { ok: false, code: CODE_OF[rule], rule };
  const sets = manifest.sets.map(({ set, typeId, fee_yen, taxYear, asOf_epoch_ms, leaves }) => ({
    set,
    typeId,
    fee_yen,
    taxYear,
    asOf_epoch_ms,
    pageDigests: leaves.map(({ sha256 }) => sha256),
  }));
  return { ok: true, sets };
}

/** D1, D2: this transaction, this kiosk, this request, this citizen. */
function brokenBinding(expected: Expected, manifest: Manifest): DocumentRule | null {
  if (manifest.transactionId !== expected.transactionId) return 'transaction';
  if (manifest.nonce !== expected.nonce) return 'nonce';
  if (manifest.kioskId !== expected.kioskId) return 'kiosk';
  if (manifest.requestDigest !== expected.requestDigest) return 'request';
  if (manifest.subjectToken !== expected.subjectToken) return 'subject';
  return manifest.municipalityId === expected.municipalityId ? null : 'municipality';
}

/**
 * D6. Both times are the centre's: its time at `present` carried on by the kiosk's monotonic clock, which lags the centre
 * by at most the way of one answer. So nothing good is older than the request, or further ahead than that lag.
 */
function brokenFreshness(expected: Expected, manifest: Manifest): DocumentRule | null {
  const { centre_answers_ms, clock_drift_ms } = CENTRE_LIMITS;
  if (manifest.issuedAt_epoch_ms < expected.requestedAt_epoch_ms - clock_drift_ms) return 'olderThanRequest';
  if (manifest.issuedAt_epoch_ms > expected.now_epoch_ms + centre_answers_ms + clock_drift_ms) return 'fromTheFuture';
  // A state of the register that is yet to come is nobody's (D14).
  const isAhead = manifest.sets.some(({ asOf_epoch_ms }) => (asOf_epoch_ms ?? 0) > manifest.issuedAt_epoch_ms);
  if (isAhead) return 'fromTheFuture';
  return manifest.validUntil_epoch_ms >= expected.now_epoch_ms ? null : 'expired';
}

/** The sets are the lines × copies in their order, at the fees and of the 年度 that were shown. */
function brokenSets(expected: Expected, manifest: Manifest): DocumentRule | null {
  const wanted = expected.requests.flatMap(({ typeId, copies }) => Array.from({ length: copies }, () => typeId));
  if (manifest.sets.length !== wanted.length) return 'sets';
  for (const [index, { set, typeId, fee_yen, taxYear }] of manifest.sets.entries()) {
    if (set !== index || typeId !== wanted[index]) return 'sets';
    const offer = expected.offers.find((offered) => offered.typeId === typeId);
    // A fee of nothing is not sold here (R74).
    if (!offer || fee_yen !== offer.fee_yen || fee_yen <= 0) return 'fee';
    // The 年度 that was shown is the one on the paper, and where none was shown there is none (R58, R60).
    if (taxYear !== offer.taxYear) return 'taxYear';
  }
  return null;
}

/** D5: n of N for each set; one 固有番号 a set, and no other set has it. */
function brokenLeaves(manifest: Manifest): DocumentRule | null {
  const numbers = new Set(manifest.sets.map(({ uniqueNumber }) => uniqueNumber));
  if (numbers.size !== manifest.sets.length) return 'uniqueNumber';
  for (const { leaves } of manifest.sets) {
    if (leaves.length === 0) return 'leafNumbers';
    if (leaves.some(({ leaf, of }, index) => leaf !== index + 1 || of !== leaves.length)) return 'leafNumbers';
  }
  return null;
}

/** D3, D5: exactly one page for every leaf, with exactly the bytes that were signed for, and no two alike. */
function brokenPages(manifest: Manifest, pages: readonly CentrePage[]): DocumentRule | null {
  const digests = manifest.sets.flatMap(({ leaves }) => leaves.map(({ sha256 }) => sha256));
  // Every leaf carries its 固有番号 and its place: two equal pages can only come of one file that overwrote another.
  if (new Set(digests).size !== digests.length) return 'pageTwice';
  if (pages.length !== digests.length) return 'pages';
  for (const { set, leaves } of manifest.sets) {
    for (const { leaf, sha256 } of leaves) {
      const [page, twice] = pages.filter((candidate) => candidate.set === set && candidate.leaf === leaf);
      if (!page || twice) return 'pages';
      if (createHash('sha256').update(page.pdf).digest('hex') !== sha256) return 'pageDigest';
    }
  }
  return null;
}
