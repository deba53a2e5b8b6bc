/** Documents of the reference centre: from what was asked for to sheets, from sheets to a manifest with its pages. */
import { createHash } from 'node:crypto';
import type { CertificateRequest, Offer } from '../../../fsm/events.ts';
import type { Manifest } from '../../../src/centre/port.ts';
import { tokyoTime, type CentreMunicipality } from './catalogue.ts';
import { withDigests } from './delivery.ts';
import {
  isSigned,
  spoilManifest,
  spoilPages,
  strayPlace,
  type DocumentFault,
  type FaultBox,
  type OutPage,
} from './faults.ts';
import { sheetsOf, type Sheet } from './papers.ts';
import type { Resident } from './registry.ts';

/** A document before its pages are made. */
export interface Draft {
  readonly manifest: Omit<Manifest, 'sets'>;
  readonly sets: readonly {
    readonly typeId: string;
    readonly fee_yen: number;
    readonly uniqueNumber: string;
    readonly taxYear?: number;
    readonly asOf_epoch_ms: number;
    readonly sheets: readonly Sheet[];
  }[];
  /** What goes wrong with it, and the sheet of another citizen that this needs. */
  readonly fault: DocumentFault | null;
  readonly stray: Sheet | null;
}

/** A document ready to be signed and sent. */
export interface CentreDocument {
  readonly manifest: Manifest;
  readonly pages: readonly OutPage[];
  /** The signature must be wrong (a fault). */
  readonly badSignature: boolean;
}

/** Sheets of a draft in the order in which {@link Documents.complete} wants their PDFs. */
export function pagesToMake({ sets, stray }: Draft): readonly Sheet[] {
  const sheets = sets.flatMap((set) => set.sheets);
  return stray ? [...sheets, stray] : sheets;
}

/** Day of a moment in Asia/Tokyo. */
export const tokyoDay = (epoch_ms: number): string => tokyoTime(epoch_ms).day;

/** What a document is about. */
export interface DraftFacts {
  readonly manifest: Omit<Manifest, 'sets'>;
  readonly resident: Resident;
  readonly municipality: CentreMunicipality;
  readonly offers: readonly Offer[];
  readonly requests: readonly CertificateRequest[];
}

export class Documents {
  readonly #faults: FaultBox;
  readonly #residents: ReadonlyMap<string, Resident>;
  #lastNumber = 0;
  #last: CentreDocument | null = null;

  constructor(faults: FaultBox, residents: ReadonlyMap<string, Resident>) {
    this.#faults = faults;
    this.#residents = residents;
  }

  /** The sheets of every set: the lines × copies in their order, each copy with a 固有番号 of its own. */
  draft({ manifest, resident, municipality, offers, requests }: DraftFacts): Draft {
    const issued = manifest.issuedAt_epoch_ms;
    const fault = this.#faults.takeDocument((armed) => this.#last !== null || !needsLast(armed));
    const copies = requests.flatMap((line) => Array.from({ length: line.copies }, () => line));
    const asOf_epoch_ms = asOf(municipality, issued);
    const sets = copies.map((line, set) => {
      const offer = offers.find(({ typeId }) => typeId === line.typeId);
      const taxYear = offer?.taxYear;
      const uniqueNumber = this.#number(municipality, issued, fault);
      const facts = { set, uniqueNumber, issued: tokyoDay(issued), taxYear };
      const sheets = sheetsOf(resident, municipality, line, facts);
      const fee_yen = offer?.fee_yen ?? 0;
      const common = { typeId: line.typeId, fee_yen, uniqueNumber, asOf_epoch_ms, sheets };
      return taxYear === undefined ? common : { ...common, taxYear };
    });
    const stray = fault?.startsWith('foreign') ? this.#stray(fault, resident, municipality, sets, issued) : null;
    return { manifest, sets, fault, stray };
  }

  /** Joins a draft with the PDFs of {@link pagesToMake} into what is signed and sent; the draft's fault acts here. */
  complete(draft: Draft, pdfs: readonly Uint8Array[]): CentreDocument {
    const { fault } = draft;
    if (fault === 'replayedAnswer' && this.#last) return this.#last;
    const sheets = draft.sets.flatMap((set) => set.sheets);
    const right = sheets.map(({ set, leaf }, index): OutPage => ({ set, leaf, pdf: pdfs[index] ?? new Uint8Array() }));
    const sets = draft.sets.map(({ sheets: leaves, ...facts }, set) => ({
      set,
      ...facts,
      leaves: leaves.map(({ leaf, of, pageNumber }) => ({
        leaf,
        of,
        sha256: '',
        marks: [facts.uniqueNumber, pageNumber],
      })),
    }));
    const numbers = sets[0]?.leaves[0]?.marks ?? [];
    const spoiled = spoilPages(right, fault, draft.stray ? pdfs[sheets.length] : undefined, numbers);
    const manifest = withDigests({ ...draft.manifest, sets }, isSigned(fault) ? spoiled : right);
    const document = {
      manifest: spoilManifest(manifest, fault),
      pages: spoiled,
      badSignature: fault === 'badSignature',
    };
    this.#last = document;
    return document;
  }

  /** The next 固有番号 of a municipality: `222208-20250416-000001`. */
  #number({ code }: CentreMunicipality, issued_epoch_ms: number, fault: DocumentFault | null): string {
    const repeated = this.#last?.manifest.sets[0]?.uniqueNumber;
    if (fault === 'repeatedUniqueNumber' && repeated !== undefined) return repeated;
    this.#lastNumber += 1;
    const date = tokyoDay(issued_epoch_ms).replaceAll('-', '');
    return `${code}-${date}-${String(this.#lastNumber).padStart(6, '0')}`;
  }

  /** A sheet of another citizen of the same municipality, with a 固有番号 of its own and the page number of its place. */
  #stray(
    fault: DocumentFault,
    resident: Resident,
    municipality: CentreMunicipality,
    sets: Draft['sets'],
    issued_epoch_ms: number,
  ): Sheet | null {
    const other = [...this.#residents.values()].find(
      ({ municipalityId, household }) =>
        municipalityId === resident.municipalityId && household.householdId !== resident.household.householdId,
    );
    const sheets = sets.flatMap((set) => set.sheets);
    const place = sheets[strayPlace(sheets, fault)];
    if (!other || !place) return null;
    const uniqueNumber = this.#number(municipality, issued_epoch_ms, null);
    const line = { typeId: 'juminhyo', options: {}, persons: [1], copies: 1 };
    const [sheet] = sheetsOf(other, municipality, line, { set: place.set, uniqueNumber, issued: place.issued });
    const { leaf, of, pageNumber } = place;
    return sheet ? { ...sheet, leaf, of, pageNumber } : null;
  }
}

const needsLast = (fault: DocumentFault): boolean => fault === 'replayedAnswer' || fault === 'repeatedUniqueNumber';

/** Moment whose state of the register a document shows (D14). */
function asOf({ registerAsOf }: CentreMunicipality, now_epoch_ms: number): number {
  if (registerAsOf === 'now') return now_epoch_ms;
  const morning = Date.parse(`${tokyoDay(now_epoch_ms)}T${registerAsOf}:00+09:00`);
  return Math.min(morning, now_epoch_ms);
}

/** SHA-256 (hex) of a text and some bytes: what a token of a citizen is made of. */
export const tokenOf = (text: string, salt: Uint8Array): string =>
  createHash('sha256').update(text).update(salt).digest('hex');
