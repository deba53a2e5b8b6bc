/** Faults of the centre, armed one by one: each acts once, at the next call of its operation (D13). */
import type { Manifest } from '../../../src/centre/port.ts';

export type CentreOperation = 'time' | 'present' | 'authenticate' | 'apply' | 'commit' | 'closing';

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

/** Faults of the document, at `apply`: each one breaks a rule of D1–D6. */
export type DocumentFault =
  | 'foreignTransaction'
  | 'foreignNonce'
  | 'foreignKiosk'
  | 'foreignRequest'
  | 'foreignSubject'
  | 'foreignMunicipality'
  | 'stale'
  | 'future'
  | 'expired'
  | 'missingSet'
  | 'swappedSets'
  | 'wrongFee'
  | 'freeOfCharge'
  | 'sameUniqueNumber'
  | 'missingLeaf'
  | 'missingPage'
  | 'extraPage'
  | 'swappedPages'
  | 'changedPage'
  | 'overwrittenPage'
  | 'badSignature'
  /** The whole last answer again. */
  | 'replayedAnswer';

export type CentreFault =
  | { readonly at: CentreOperation; readonly answer: AnswerFault }
  | { readonly at: 'apply'; readonly document: DocumentFault };

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
    const index = this.#armed.findIndex((fault) => fault.at === at && 'answer' in fault);
    const [fault] = index < 0 ? [] : this.#armed.splice(index, 1);
    return fault && 'answer' in fault ? fault.answer : null;
  }

  takeDocument(): DocumentFault | null {
    const index = this.#armed.findIndex((fault) => 'document' in fault);
    const [fault] = index < 0 ? [] : this.#armed.splice(index, 1);
    return fault && 'document' in fault ? fault.document : null;
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

/** The pages with one thing wrong among them, after the manifest was signed. */
export function spoilPages(pages: readonly OutPage[], fault: DocumentFault | null): OutPage[] {
  const [first, second] = pages;
  if (!first) return [];
  const changed = (page: OutPage): OutPage => ({ ...page, pdf: Buffer.concat([page.pdf, Buffer.from('\n%')]) });
  switch (fault) {
    case 'missingPage':
      return pages.slice(0, -1);
    case 'extraPage':
      return [...pages, { ...first, leaf: pages.length + 1 }];
    case 'changedPage':
      return [changed(first), ...pages.slice(1)];
    case 'swappedPages':
      return second
        ? [{ ...first, pdf: second.pdf }, { ...second, pdf: first.pdf }, ...pages.slice(2)]
        : [changed(first)];
    case 'overwrittenPage':
      return pages.map((page) => ({ ...page, pdf: first.pdf }));
    default:
      return [...pages];
  }
}
