/** Faults of the centre, armed one by one: each acts once, at the next call of its operation (D13). */
import type { Manifest } from '../../../src/centre/port.ts';
import { BAD_PDFS, badPdf, type BadPdf } from './bad-pdfs.ts';

/** Questions that a kiosk asks. */
export const OPERATIONS = [
  'time',
  'closedDays',
  'fingerprint',
  'present',
  'authenticate',
  'apply',
  'commit',
  'closing',
] as const;

export type CentreOperation = (typeof OPERATIONS)[number];

/** Faults of the line and of the answer as a whole; hosts carry them out. */
export type AnswerFault =
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** Answers after this time. */
  | { readonly kind: 'late'; readonly by_ms: number }
  | { readonly kind: 'unreachable' }
  /** An answer that breaks the protocol. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'oversized' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'refuse'; readonly reason: string; readonly scope: 'session' | 'request' };

/** Faults of the document, at `apply`: each one breaks a rule of D1–D6. `…Signed`: manifest and digests agree with the wrong page. */
export const DOCUMENT_FAULTS = [
  'foreignTransaction',
  'foreignNonce',
  'foreignKiosk',
  'foreignRequest',
  'foreignSubject',
  'foreignMunicipality',
  'stale',
  'future',
  'expired',
  'missingSet',
  'swappedSets',
  'wrongFee',
  'freeOfCharge',
  'sameUniqueNumber',
  /** The 固有番号 of the document before, whosever it was. */
  'repeatedUniqueNumber',
  'missingLeaf',
  'missingPage',
  'extraPage',
  'swappedPages',
  'swappedPagesSigned',
  'changedPage',
  'overwrittenPage',
  /** One page of another citizen's document among the right ones. */
  'foreignPage',
  'foreignPageSigned',
  /** Page 2 of another citizen's set of as many pages. */
  'foreignSecondPage',
  'foreignSecondPageSigned',
  'badSignature',
  /** The whole answer before, whosever it was. */
  'replayedAnswer',
  ...BAD_PDFS,
] as const;

export type DocumentFault = (typeof DOCUMENT_FAULTS)[number];

/** Incidents between two transactions, at `apply` (D13); `delivery.ts` carries them out. */
export const INCIDENTS = [
  /** The answers of this application and the next one are exchanged. */
  'swapped',
  /** Two kiosks inside one second write the same file: both get the later answer. */
  'overwritten',
  /** The same, but only the pages are in one place: the earlier manifest goes out with the later pages. */
  'overwrittenPages',
  'overwrittenPagesSigned',
  /** The centre gives up half-way, keeps the second half of the pages and serves them to the next kiosk. */
  'halfReleased',
  'halfReleasedSigned',
] as const;

export type Incident = (typeof INCIDENTS)[number];

export type CentreFault =
  | { readonly at: CentreOperation; readonly answer: AnswerFault }
  | { readonly at: 'apply'; readonly document: DocumentFault }
  | { readonly at: 'apply'; readonly incident: Incident };

/** Armed faults of one centre. */
export class FaultBox {
  readonly #armed: CentreFault[] = [];

  arm(fault: CentreFault): void {
    this.#armed.push(fault);
  }

  /** Faults still waiting for their call. */
  armed(): number {
    return this.#armed.length;
  }

  /** Nothing goes wrong any more. */
  disarm(): void {
    this.#armed.length = 0;
  }

  /** Takes the fault of the answer armed for this operation, if any. */
  takeAnswer(at: CentreOperation): AnswerFault | null {
    const fault = this.#take((armed) => armed.at === at && 'answer' in armed);
    return fault && 'answer' in fault ? fault.answer : null;
  }

  /** Takes the fault of the document, if one is armed that can act now; another one waits. */
  takeDocument(canAct: (fault: DocumentFault) => boolean): DocumentFault | null {
    const fault = this.#take((armed) => 'document' in armed && canAct(armed.document));
    return fault && 'document' in fault ? fault.document : null;
  }

  takeIncident(): Incident | null {
    const fault = this.#take((armed) => 'incident' in armed);
    return fault && 'incident' in fault ? fault.incident : null;
  }

  #take(isWanted: (fault: CentreFault) => boolean): CentreFault | null {
    const index = this.#armed.findIndex(isWanted);
    return index < 0 ? null : (this.#armed.splice(index, 1)[0] ?? null);
  }
}

/** A page on its way out of the centre; `leaf` from 1. */
export interface OutPage {
  readonly set: number;
  readonly leaf: number;
  readonly pdf: Uint8Array;
}

/** The manifest with one thing wrong in it, before it is signed. */
export function spoilManifest(manifest: Manifest, fault: DocumentFault | null): Manifest {
  const [first, ...rest] = manifest.sets;
  if (!first) return manifest;
  const withFirst = (change: Partial<typeof first>): Manifest => ({
    ...manifest,
    sets: [{ ...first, ...change }, ...rest],
  });
  switch (fault) {
    case 'foreignTransaction':
      return { ...manifest, transactionId: 'f'.repeat(32) };
    case 'foreignNonce':
      return { ...manifest, nonce: 'f'.repeat(32) };
    case 'foreignKiosk':
      return { ...manifest, kioskId: 'kiosk-of-somebody-else' };
    case 'foreignRequest':
      return { ...manifest, requestDigest: '0'.repeat(64) };
    case 'foreignSubject':
      return { ...manifest, subjectToken: 'subject-of-somebody-else' };
    case 'foreignMunicipality':
      return { ...manifest, municipalityId: manifest.municipalityId === 'susono' ? 'fuchu' : 'susono' };
    case 'stale':
      return { ...manifest, issuedAt_epoch_ms: manifest.issuedAt_epoch_ms - 120_000 };
    case 'future':
      return { ...manifest, issuedAt_epoch_ms: manifest.issuedAt_epoch_ms + 120_000 };
    case 'expired':
      return { ...manifest, validUntil_epoch_ms: manifest.issuedAt_epoch_ms - 1 };
    case 'missingSet':
      return {
        ...manifest,
        sets: manifest.sets.length > 1 ? manifest.sets.slice(0, -1) : [...manifest.sets, { ...first, set: 1 }],
      };
    case 'swappedSets':
      return { ...manifest, sets: manifest.sets.map((set) => ({ ...set, set: manifest.sets.length - set.set })) };
    case 'wrongFee':
      return withFirst({ fee_yen: first.fee_yen + 50 });
    case 'freeOfCharge':
      return withFirst({ fee_yen: 0 });
    case 'sameUniqueNumber':
      return { ...manifest, sets: manifest.sets.map((set) => ({ ...set, uniqueNumber: first.uniqueNumber })) };
    case 'missingLeaf':
      return withFirst({ leaves: first.leaves.map((leaf) => ({ ...leaf, of: leaf.of + 1 })) });
    case 'overwrittenPage': {
      const digest = first.leaves[0]?.sha256 ?? '';
      const overwritten = manifest.sets.map((set) => ({
        ...set,
        leaves: set.leaves.map((leaf) => ({ ...leaf, sha256: digest })),
      }));
      return { ...manifest, sets: overwritten };
    }
    default:
      return manifest;
  }
}

/** Faults whose manifest is made of the pages as they were spoiled: only the page itself can tell. */
export const isSigned = (fault: DocumentFault | null): boolean =>
  fault !== null && (fault.endsWith('Signed') || isBadPdf(fault));

const isBadPdf = (fault: DocumentFault): fault is BadPdf => BAD_PDFS.some((kind) => kind === fault);

/** Which page of a set the page of another citizen takes the place of. */
export function strayPlace(
  pages: readonly { readonly set: number; readonly leaf: number }[],
  fault: DocumentFault,
): number {
  const second = pages.findIndex(({ leaf }) => leaf === 2);
  return fault.startsWith('foreignSecondPage') && second >= 0 ? second : pages.length >> 1;
}

/** The pages with one thing wrong among them. `stray`: a page of another citizen; `numbers`: what stands on the first page. */
export function spoilPages(
  pages: readonly OutPage[],
  fault: DocumentFault | null,
  stray: Uint8Array | undefined,
  numbers: readonly string[],
): OutPage[] {
  const [first, second] = pages;
  if (!first || fault === null) return [...pages];
  if (isBadPdf(fault)) return [{ ...first, pdf: badPdf(fault, first.pdf, numbers) }, ...pages.slice(1)];
  const changed = (page: OutPage): OutPage => ({ ...page, pdf: Buffer.concat([page.pdf, Buffer.from('\n%')]) });
  switch (fault) {
    case 'missingPage':
      return pages.slice(0, -1);
    case 'extraPage':
      return [...pages, { ...first, leaf: pages.length + 1 }];
    case 'changedPage':
      return [changed(first), ...pages.slice(1)];
    case 'swappedPages':
    case 'swappedPagesSigned':
      return second
        ? [{ ...first, pdf: second.pdf }, { ...second, pdf: first.pdf }, ...pages.slice(2)]
        : [changed(first)];
    case 'overwrittenPage':
      return pages.map((page) => ({ ...page, pdf: first.pdf }));
    case 'foreignPage':
    case 'foreignPageSigned':
    case 'foreignSecondPage':
    case 'foreignSecondPageSigned': {
      const place = strayPlace(pages, fault);
      return pages.map((page, index) => (index === place && stray ? { ...page, pdf: stray } : page));
    }
    default:
      return [...pages];
  }
}
