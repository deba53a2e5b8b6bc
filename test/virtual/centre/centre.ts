/**
 * The reference centre: transactions, citizens, documents. Synchronous and without I/O: thin hosts add TLS, signatures and
 * PDFs (`hosts/https-centre.ts`) or pass its answers on in-process (`inprocess.ts`). Nothing here comes from the kiosk's code.
 */
import { verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { CertificateRequest, Offer } from '../../../fsm/events.ts';
import type { Random } from '../../../src/base/random.ts';
import { digestOfRequest, signedMessage } from './binding.ts';
import {
  closedWhy,
  generalOffers,
  loadCatalogue,
  tokyoTime,
  type CentreMunicipality,
  type TokyoTime,
  type TypeRefusal,
} from './catalogue.ts';
import { Delivery } from './delivery.ts';
import { Documents, pagesToMake, tokenOf, type CentreDocument, type Draft } from './documents.ts';
import { personalOffers, refusalOf } from './eligibility.ts';
import { FaultBox } from './faults.ts';
import { residentsByCn, type Register, type Resident, type Revoked } from './registry.ts';

export { pagesToMake, type CentreDocument, type Draft };

/** An answer: a value, or a keyword of the protocol that says why not. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly scope: 'session' | 'request';
      /** Said with a refusal of everybody of a municipality. */
      readonly municipalityId?: string;
    };

/** How to make a centre. */
export interface CentreOptions {
  readonly registers: readonly Register[];
  /** DER certificates of the card authorities it trusts. */
  readonly cardAuthorities: readonly Uint8Array[];
  readonly now_epoch_ms: () => number;
  readonly random: Random;
  readonly municipalities?: readonly CentreMunicipality[];
  /** Certificates that were revoked (R22). */
  readonly revoked?: readonly Revoked[];
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

export class ReferenceCentre {
  readonly faults = new FaultBox();
  readonly commits: CommitRecord[] = [];
  readonly closings: ClosingRecord[] = [];
  readonly #options: CentreOptions;
  readonly #municipalities: readonly CentreMunicipality[];
  readonly #residents: ReadonlyMap<string, Resident>;
  readonly #authorities: readonly X509Certificate[];
  readonly #transactions = new Map<string, TransactionRecord>();
  readonly #documents: Documents;
  readonly #delivery: Delivery;
  #revoked: readonly Revoked[];

  constructor(options: CentreOptions) {
    this.#options = options;
    this.#municipalities = options.municipalities ?? loadCatalogue();
    this.#residents = residentsByCn(options.registers);
    this.#documents = new Documents(this.faults, this.#residents);
    this.#delivery = new Delivery(this.faults);
    this.#revoked = options.revoked ?? [];
    this.#authorities = options.cardAuthorities.map((der) => new X509Certificate(der));
  }

  now_epoch_ms(): number {
    return this.#options.now_epoch_ms();
  }

  /** One more certificate is not good any more, at once. */
  revoke(subjectCn: string): void {
    const from = this.#now().day;
    this.#revoked = [...this.#revoked, { subjectCn, from, reason: 'lost' }];
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
  ): Answer<{
    municipalityId: string;
    offers: readonly Offer[];
    refusals: readonly TypeRefusal[];
    challenge: Uint8Array;
    time_epoch_ms: number;
  }> {
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
    const closed = closedWhy(municipality, this.#now());
    if (closed !== null) return { ...refusal(closed), municipalityId: municipality.municipalityId };
    const challenge = this.#options.random.bytes(32);
    const { transactionId, nonce } = request;
    const ids = { transactionId, nonce, kioskId, pageKey };
    const fresh = { ...ids, resident, challenge, publicKey, subjectToken: null, issued: [] };
    this.#transactions.set(transactionId, fresh);
    return {
      ok: true,
      value: {
        municipalityId: resident.municipalityId,
        ...generalOffers(municipality, this.#now()),
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
    refusals: readonly TypeRefusal[];
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
    const municipality = this.#municipality(resident);
    if (!municipality) return refusal('notEligible');
    const reason = refusalOf(resident, municipality, this.#now().day);
    if (reason !== null) return refusal(reason);
    const { offers, refusals } = personalOffers(resident, municipality, this.#now());
    if (offers.length === 0) return refusal(refusals[0]?.reason ?? 'typeNotOffered');
    const salt = this.#options.random.bytes(16);
    transaction.subjectToken = tokenOf(`${transactionId}\0${resident.member.personId}\0`, salt);
    return {
      ok: true,
      value: {
        subjectToken: transaction.subjectToken,
        offers,
        refusals,
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
    if (!municipality) return refusal('typeNotOffered', 'request');
    const { offers, refusals } = personalOffers(resident, municipality, this.#now());
    for (const line of requests) {
      const why = whyNot(line, offers, refusals, resident, municipality);
      if (why !== null) return refusal(why, 'request');
    }
    const issued = this.now_epoch_ms();
    const manifest = {
      transactionId,
      nonce,
      kioskId,
      requestDigest: digestOfRequest(kioskId, transactionId, nonce, requests),
      subjectToken,
      municipalityId: resident.municipalityId,
      issuedAt_epoch_ms: issued,
      validUntil_epoch_ms: issued + VALID_FOR_MS,
    };
    const draft = this.#documents.draft({ manifest, resident, municipality, offers, requests });
    transaction.issued.push(...draft.sets.map(({ uniqueNumber }) => uniqueNumber));
    return { ok: true, value: draft };
  }

  /** Joins a draft with the PDFs of {@link pagesToMake} (same order) into what is signed and sent. */
  complete(draft: Draft, pdfs: readonly Uint8Array[]): CentreDocument {
    return this.#documents.complete(draft, pdfs);
  }

  /** Sends an answer to an application; an armed incident lets it wait, or gives it to somebody else (D13). */
  deliver(document: CentreDocument, send: (document: CentreDocument) => void): void {
    this.#delivery.deliver(document, send);
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
    // A transaction may have several sheets, each told of when it is found out about and when somebody has answered.
    const isSame = (told: Readonly<Record<string, unknown>>): boolean =>
      point !== 'sheet' || (told['reference'] === detail['reference'] && told['state'] === detail['state']);
    const isKnown = this.commits.some(
      (commit) => commit.transactionId === transactionId && commit.point === point && isSame(commit.detail),
    );
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

  #now(): TokyoTime {
    return tokyoTime(this.now_epoch_ms());
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
    const today = this.#now().day;
    if (this.#revoked.some(({ subjectCn, from }) => subjectCn === cn && from <= today))
      return refusal('certificateRevoked');
    const resident = this.#residents.get(cn);
    return resident ? { ok: true, value: { resident, publicKey: certificate.publicKey } } : refusal('notEligible');
  }
}

/** Why a line cannot be issued to this citizen, as a keyword, or null. */
function whyNot(
  line: CertificateRequest,
  offers: readonly Offer[],
  refusals: readonly TypeRefusal[],
  { household, koseki }: Resident,
  municipality: CentreMunicipality,
): string | null {
  const offer = offers.find(({ typeId }) => typeId === line.typeId);
  if (!offer) return refusals.find(({ typeId }) => typeId === line.typeId)?.reason ?? 'typeNotOffered';
  const isKnown = Object.keys(line.options).every((id) => offer.options.some(({ optionId }) => optionId === id));
  if (!isKnown || line.copies < 1 || line.copies > offer.copies_max) return 'typeNotOffered';
  if (offer.scope === 'holder') return null;
  const persons = offer.scope === 'household' ? household.members : (koseki?.persons ?? []);
  const inRange = line.persons.every((person) => person >= 1 && person <= persons.length);
  if (line.persons.length === 0 || !inRange) return 'typeNotOffered';
  const isTransitional = line.persons.some(
    (person) => offer.scope === 'household' && household.members[person - 1]?.foreign?.transitional,
  );
  return isTransitional && municipality.rules.transitionalRefused ? 'transitionalResident' : null;
}
