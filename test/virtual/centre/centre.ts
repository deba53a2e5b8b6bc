/**
 * The reference centre: transactions, citizens, documents. Synchronous and without I/O: thin hosts add TLS, signatures and
 * PDFs (`hosts/https-centre.ts`) or pass its answers on in-process (`inprocess.ts`). Nothing here comes from the kiosk's code.
 */
import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { CertificateRequest, Offer } from '../../../fsm/events.ts';
import type { Random } from '../../../src/base/random.ts';
import type { Manifest } from '../../../src/centre/port.ts';
import { digestOfRequest, signedMessage } from './binding.ts';
import { MUNICIPALITIES, offersFor, refusalOf, type CentreMunicipality } from './catalogue.ts';
import { FaultBox, spoilManifest, spoilPages, type DocumentFault, type OutPage } from './faults.ts';
import { sheetsOf, type Sheet } from './papers.ts';
import { residentsByCn, type Register, type Resident } from './registry.ts';

/** An answer: a value, or a keyword of the protocol that says why not. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly scope: 'session' | 'request' };

/** How to make a centre. */
export interface CentreOptions {
  readonly registers: readonly Register[];
  /** DER certificates of the card authorities it trusts. */
  readonly cardAuthorities: readonly Uint8Array[];
  readonly now_epoch_ms: () => number;
  readonly random: Random;
  readonly municipalities?: readonly CentreMunicipality[];
  /** Subject CNs whose certificate was revoked (R22). */
  readonly revoked?: readonly string[];
}

/** A document before its pages are made. */
export interface Draft {
  readonly manifest: Omit<Manifest, 'sets'>;
  readonly sets: readonly {
    readonly typeId: string;
    readonly fee_yen: number;
    readonly uniqueNumber: string;
    readonly sheets: readonly Sheet[];
  }[];
}

/** A document ready to be signed and sent. */
export interface CentreDocument {
  readonly manifest: Manifest;
  readonly pages: readonly OutPage[];
  /** The signature must be wrong (a fault). */
  readonly badSignature: boolean;
}

/** A transaction as the centre keeps it; tests and checkers read it. */
export interface TransactionRecord {
  readonly transactionId: string;
  readonly kioskId: string;
  readonly nonce: string;
  /** Key that the pages are encrypted to, as the kiosk gave it; empty without a line. */
  readonly pageKey: Uint8Array;
  readonly resident: Resident;
  challenge: Uint8Array;
  readonly publicKey: KeyObject;
  subjectToken: string | null;
  /** Sets issued, by 固有番号. */
  issued: string[];
}

/** A closing as a kiosk reported it. */
export interface ClosingRecord {
  readonly kioskId: string;
  readonly number: number;
  readonly headHash: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

export interface CommitRecord {
  readonly kioskId: string;
  readonly transactionId: string;
  readonly point: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const VALID_FOR_MS = 30 * 60_000;
const CN = /(?:^|\n)CN=(.+)/;

const refusal = (reason: string, scope: 'session' | 'request' = 'session') => ({ ok: false, reason, scope }) as const;

/** Day of a moment in Asia/Tokyo. */
export function tokyoDay(epoch_ms: number): string {
  return new Date(epoch_ms + 32_400_000).toISOString().slice(0, 10);
}

export class ReferenceCentre {
  readonly faults = new FaultBox();
  readonly commits: CommitRecord[] = [];
  readonly closings: ClosingRecord[] = [];
  readonly #options: CentreOptions;
  readonly #municipalities: readonly CentreMunicipality[];
  readonly #residents: ReadonlyMap<string, Resident>;
  readonly #authorities: readonly X509Certificate[];
  readonly #transactions = new Map<string, TransactionRecord>();
  #lastNumber = 0;
  #lastDocument: CentreDocument | null = null;

  constructor(options: CentreOptions) {
    this.#options = options;
    this.#municipalities = options.municipalities ?? MUNICIPALITIES;
    this.#residents = residentsByCn(options.registers);
    this.#authorities = options.cardAuthorities.map((der) => new X509Certificate(der));
  }

  now_epoch_ms(): number {
    return this.#options.now_epoch_ms();
  }

  transactions(): readonly TransactionRecord[] {
    return [...this.#transactions.values()];
  }

  /** A certificate is presented: whose municipality is it, and what does it issue? Nothing personal yet. */
  present(
    kioskId: string,
    request: {
      readonly transactionId: string;
      readonly nonce: string;
      readonly certificate: Uint8Array;
      readonly pageKey?: Uint8Array;
    },
  ): Answer<{ municipalityId: string; offers: readonly Offer[]; challenge: Uint8Array; time_epoch_ms: number }> {
    const holder = this.#holderOf(request.certificate);
    if (!holder.ok) return holder;
    const { resident, publicKey } = holder.value;
    const known = this.#transactions.get(request.transactionId);
    const pageKey = request.pageKey ?? new Uint8Array();
    const isSame =
      known?.kioskId === kioskId &&
      known.nonce === request.nonce &&
      known.resident === resident &&
      Buffer.from(known.pageKey).equals(pageKey);
    // An id is used once, by one kiosk, for one citizen (D1, D3).
    if (known && (!isSame || known.issued.length > 0)) return refusal('transactionUsed');
    const municipality = this.#municipality(resident);
    if (!municipality) return refusal('notEligible');
    const challenge = this.#options.random.bytes(32);
    const { transactionId, nonce } = request;
    const ids = { transactionId, nonce, kioskId, pageKey };
    const fresh = { ...ids, resident, challenge, publicKey, subjectToken: null, issued: [] };
    this.#transactions.set(transactionId, fresh);
    return {
      ok: true,
      value: {
        municipalityId: resident.municipalityId,
        offers: municipality.offers,
        challenge,
        time_epoch_ms: this.now_epoch_ms(),
      },
    };
  }

  /** The card's signature: everything personal is decided here. Names go out as they stand in the register. */
  authenticate(
    kioskId: string,
    transactionId: string,
    signature: Uint8Array,
  ): Answer<{
    subjectToken: string;
    offers: readonly Offer[];
    household: readonly string[];
    koseki: readonly string[];
  }> {
    const transaction = this.#transaction(kioskId, transactionId);
    if (!transaction) return refusal('transactionUnknown');
    const { resident, nonce, challenge, pageKey, publicKey } = transaction;
    const message = signedMessage(kioskId, transactionId, nonce, challenge, pageKey);
    // A challenge serves once, right or wrong.
    transaction.challenge = this.#options.random.bytes(32);
    if (!verify('sha256', message, publicKey, signature)) return refusal('signatureInvalid');
    const reason = refusalOf(resident, tokyoDay(this.now_epoch_ms()));
    if (reason !== null) return refusal(reason);
    const offers = offersFor(resident, this.#municipality(resident)?.offers ?? []);
    if (offers.length === 0) return refusal('typeNotOffered');
    transaction.subjectToken = createHash('sha256')
      .update(`${transactionId}\0${resident.member.personId}\0`)
      .update(this.#options.random.bytes(16))
      .digest('hex');
    return {
      ok: true,
      value: {
        subjectToken: transaction.subjectToken,
        offers,
        household: resident.household.members.map(({ name }) => name),
        koseki: (resident.koseki?.persons ?? []).map(({ name }) => name),
      },
    };
  }

  /** An application: what is to be printed, set by set. */
  apply(kioskId: string, transactionId: string, requests: readonly CertificateRequest[]): Answer<Draft> {
    const transaction = this.#transaction(kioskId, transactionId);
    if (!transaction?.subjectToken) return refusal('transactionUnknown');
    const { resident, nonce, subjectToken } = transaction;
    const municipality = this.#municipality(resident);
    const offers = offersFor(resident, municipality?.offers ?? []);
    if (!municipality || !requests.every((line) => isAllowed(line, offers, resident))) {
      return refusal('typeNotOffered', 'request');
    }
    const issued = this.now_epoch_ms();
    const copies = requests.flatMap((line) => Array.from({ length: line.copies }, () => line));
    const sets = copies.map((line, set) => {
      this.#lastNumber += 1;
      const uniqueNumber = `${municipality.code}-${tokyoDay(issued).replaceAll('-', '')}-${String(this.#lastNumber).padStart(6, '0')}`;
      transaction.issued.push(uniqueNumber);
      const sheets = sheetsOf(resident, municipality, line, { set, uniqueNumber, issued: tokyoDay(issued) });
      const fee_yen = offers.find(({ typeId }) => typeId === line.typeId)?.fee_yen ?? 0;
      return { typeId: line.typeId, fee_yen, uniqueNumber, sheets };
    });
    return {
      ok: true,
      value: {
        manifest: {
          transactionId,
          nonce,
          kioskId,
          requestDigest: digestOfRequest(kioskId, transactionId, nonce, requests),
          subjectToken,
          municipalityId: resident.municipalityId,
          issuedAt_epoch_ms: issued,
          validUntil_epoch_ms: issued + VALID_FOR_MS,
        },
        sets,
      },
    };
  }

  /** Joins a draft with the PDF of each sheet (same order) into what is signed and sent; armed faults act here. */
  complete(draft: Draft, pdfs: readonly Uint8Array[]): CentreDocument {
    const fault: DocumentFault | null = this.faults.takeDocument();
    if (fault === 'replayedAnswer' && this.#lastDocument) return this.#lastDocument;
    const pages = draft.sets
      .flatMap(({ sheets }) => sheets)
      .map(({ set, leaf }, index): OutPage => ({ set, leaf, pdf: pdfs[index] ?? new Uint8Array() }));
    const sets = draft.sets.map(({ typeId, fee_yen, uniqueNumber, sheets }, set) => ({
      set,
      typeId,
      fee_yen,
      uniqueNumber,
      leaves: sheets.map(({ leaf, of }) => {
        const page = pages.find((candidate) => candidate.set === set && candidate.leaf === leaf);
        return {
          leaf,
          of,
          sha256: createHash('sha256')
            .update(page?.pdf ?? '')
            .digest('hex'),
        };
      }),
    }));
    const document = {
      manifest: spoilManifest({ ...draft.manifest, sets }, fault),
      pages: spoilPages(pages, fault),
      badSignature: fault === 'badSignature',
    };
    this.#lastDocument = document;
    return document;
  }

  /** A commit point; the same one again changes nothing. */
  commit(
    kioskId: string,
    transactionId: string,
    point: string,
    detail: Readonly<Record<string, unknown>>,
  ): Answer<null> {
    const owner = this.#transactions.get(transactionId);
    if (owner && owner.kioskId !== kioskId) return refusal('transactionUnknown');
    const isKnown = this.commits.some((commit) => commit.transactionId === transactionId && commit.point === point);
    if (!isKnown) this.commits.push({ kioskId, transactionId, point, detail });
    return { ok: true, value: null };
  }

  /** A closing; the same one again changes nothing, another one of the same number is refused and kept out. */
  closing(
    kioskId: string,
    number: number,
    headHash: string,
    statement: Readonly<Record<string, unknown>>,
  ): Answer<null> {
    const known = this.closings.find((closing) => closing.kioskId === kioskId && closing.number === number);
    if (known) return known.headHash === headHash ? { ok: true, value: null } : refusal('closingDiffers');
    this.closings.push({ kioskId, number, headHash, statement });
    return { ok: true, value: null };
  }

  #transaction(kioskId: string, transactionId: string): TransactionRecord | null {
    const transaction = this.#transactions.get(transactionId);
    return transaction?.kioskId === kioskId ? transaction : null;
  }

  #municipality(resident: Resident): CentreMunicipality | undefined {
    return this.#municipalities.find(({ municipalityId }) => municipalityId === resident.municipalityId);
  }

  /** Chain, validity, revocation, register: in this order. */
  #holderOf(der: Uint8Array): Answer<{ resident: Resident; publicKey: KeyObject }> {
    let certificate: X509Certificate;
    try {
      certificate = new X509Certificate(der);
    } catch {
      return refusal('certificateInvalid');
    }
    if (!this.#authorities.some((authority) => certificate.verify(authority.publicKey)))
      return refusal('certificateInvalid');
    const now = this.now_epoch_ms();
    if (now < certificate.validFromDate.getTime() || now > certificate.validToDate.getTime())
      return refusal('certificateExpired');
    const cn = CN.exec(certificate.subject)?.[1] ?? '';
    if (this.#options.revoked?.includes(cn)) return refusal('certificateRevoked');
    const resident = this.#residents.get(cn);
    return resident ? { ok: true, value: { resident, publicKey: certificate.publicKey } } : refusal('notEligible');
  }
}

function isAllowed(line: CertificateRequest, offers: readonly Offer[], resident: Resident): boolean {
  const offer = offers.find(({ typeId }) => typeId === line.typeId);
  if (!offer || line.copies < 1 || line.copies > offer.copies_max) return false;
  if (!Object.keys(line.options).every((id) => offer.options.some(({ optionId }) => optionId === id))) return false;
  if (offer.scope === 'holder') return true;
  const count =
    offer.scope === 'household' ? resident.household.members.length : (resident.koseki?.persons.length ?? 0);
  return line.persons.length > 0 && line.persons.every((person) => person >= 1 && person <= count);
}
