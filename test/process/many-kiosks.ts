/** Many kiosks at one centre over real TLS: each with its own certificate, cell, citizen and request. */
import { RealClock } from '../../src/base/real-clock.ts';
import type { CellCommand, CellFact } from '../../src/cell/contract.ts';
import { createCellSession } from '../../src/cell/session.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import type { Municipality } from '../../src/centre/municipality.ts';
import type { CentreDocument, CentreSession } from '../../src/centre/port.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { randomId } from '../../src/base/random.ts';
import type { CertificateRequest } from '../../fsm/events.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { cardSignature, cardWorld, certificateOf, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { makeAuthority, type CentreAuthority } from '../virtual/centre/make-authority.ts';
import { loadRegisters } from '../virtual/centre/registry.ts';
import { readTinyPdf, tinyPdf } from '../virtual/centre/tiny-pages.ts';
import { createTinyPageMaker } from '../virtual/centre/tiny-page-maker.ts';
import { serveHttpsCentre, type HttpsCentre } from '../virtual/hosts/https-centre.ts';

const clock = new RealClock();

/** One citizen at one kiosk. */
export interface Customer {
  readonly kioskId: string;
  readonly subjectCn: string;
  /** How the register calls the person; simulations find it in the tiny page. */
  readonly subjectId: string;
  readonly requests: readonly CertificateRequest[];
}

/** What came of it: what the cell said last, and whose pages it would have printed. */
export interface Served {
  readonly customer: Customer;
  readonly last: CellFact | null;
  /** Persons whose sheets passed the check; empty when nothing did. */
  readonly printed: readonly string[];
}

/** A centre for many kiosks; pages are tiny ones, everything else is as on a real line. */
export class ManyKiosks {
  readonly centre: ReferenceCentre;
  readonly #authority: CentreAuthority;
  readonly #host: HttpsCentre;
  readonly #municipalities: readonly Municipality[];
  readonly #unseal: ReturnType<typeof createUnseal>;

  private constructor(
    centre: ReferenceCentre,
    authority: CentreAuthority,
    host: HttpsCentre,
    municipalities: readonly Municipality[],
  ) {
    this.centre = centre;
    this.#authority = authority;
    this.#host = host;
    this.#municipalities = municipalities;
    this.#unseal = createUnseal(readPinnedKeys(authority.signingPublic_pem));
  }

  static async start(municipalities: readonly Municipality[]): Promise<ManyKiosks> {
    const authority = makeAuthority();
    const begun_ms = clock.now_ms();
    const centre = new ReferenceCentre({
      registers: loadRegisters(),
      cardAuthorities: [cardWorld().authority.certificateDer],
      now_epoch_ms: () => TEST_DAY_EPOCH_MS + Math.floor(clock.now_ms() - begun_ms),
      random: realRandom,
    });
    const makePage = (sheet: Parameters<typeof tinyPdf>[0]): Promise<Uint8Array> => Promise.resolve(tinyPdf(sheet));
    const host = await serveHttpsCentre({ centre, authority, makePage });
    return new ManyKiosks(centre, authority, host, municipalities);
  }

  /** Leads one customer from the card to the checked document, or to whatever ends it. */
  async serve(customer: Customer): Promise<Served> {
    const { kioskId, subjectCn, requests } = customer;
    const client = this.#authority.issueClient(kioskId);
    const session = openHttpsSession(
      {
        kioskId,
        url: this.#host.url,
        trustAnchor_pem: this.#authority.ca_pem,
        clientCertificate_pem: client.certificate_pem,
        clientKey_pem: client.key_pem,
      },
      readPinnedKeys(this.#authority.signingPublic_pem),
      clock,
    );
    const received: CentreDocument[] = [];
    const cell = createCellSession({
      centre: overheard(session, (document) => received.push(document)),
      pages: createTinyPageMaker(clock, 1),
      unseal: this.#unseal,
      clock,
      kioskId,
      municipalities: this.#municipalities,
    });
    let last: CellFact | null = null;
    const ask = (command: CellCommand, until: readonly CellFact['type'][]): Promise<CellFact> =>
      new Promise((resolve) => {
        cell.onFact((fact) => {
          last = fact;
          if ([...until, 'refused', 'failed'].includes(fact.type)) resolve(fact);
        });
        cell.handle(command);
      });
    cell.handle({ type: 'begin', transactionId: randomId(realRandom), nonce: randomId(realRandom), language: 'ja' });
    const known = await ask({ type: 'presentCard', certificate: certificateOf(subjectCn) }, ['cardKnown']);
    if (known.type === 'cardKnown') {
      const signature = cardSignature(known.digest_sha256);
      const authenticated = await ask({ type: 'authenticate', signature }, ['authenticated']);
      if (authenticated.type === 'authenticated') await ask({ type: 'apply', requests }, ['documentsChecked']);
    }
    cell.close();
    const checked = (last as CellFact | null)?.type === 'documentsChecked';
    return { customer, last, printed: checked ? personsOf(received) : [] };
  }

  close(): Promise<void> {
    return this.#host.close();
  }
}

/** The same session; what it received is heard. */
function overheard(session: CentreSession, heard: (document: CentreDocument) => void): CentreSession {
  return {
    ...session,
    apply: (request, done) =>
      session.apply(request, (result) => {
        // Copied: the cell wipes what it has refused.
        if (result.ok)
          heard({
            ...result.value,
            pages: result.value.pages.map((page) => ({ ...page, pdf: Uint8Array.from(page.pdf) })),
          });
        done(result);
      }),
  };
}

function personsOf(documents: readonly CentreDocument[]): readonly string[] {
  const pages = documents.flatMap(({ pages: found }) => found);
  return [...new Set(pages.map(({ pdf }) => readTinyPdf(pdf)?.subjectId ?? 'nobody'))];
}
