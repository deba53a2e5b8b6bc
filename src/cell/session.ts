/**
 * The pure core of a cell: one transaction with the centre, from the card's certificate to rendered leaves. Synchronous;
 * whatever waits is behind {@link CentreSession} and {@link PageMaker}. No name ever enters an error or a code.
 *
 *   begin → presentCard → cardKnown → authenticate → authenticated → apply → (document check) → documentsChecked → makeLeaf …
 *
 * Any failure ends the transaction for good; an answer that comes later is counted and dropped (D4).
 */
import { createHash } from 'node:crypto';
import type { Clock, Timer } from '../base/clock.ts';
import type { CodeName } from '../base/codes.ts';
import type { CertificateRequest, Offer, RefusedType } from '../../fsm/events.ts';
import { numberDigests, requestDigest, signatureDigest } from '../centre/canonical.ts';
import { checkDocument } from '../centre/document-check.ts';
import { CENTRE_LIMITS } from '../centre/limits.ts';
import type { Unseal } from '../centre/manifest.ts';
import type { Municipality } from '../centre/municipality.ts';
import type {
  Authenticated,
  CardKnown,
  CentreCall,
  CentreDocument,
  CentreResult,
  CentreSession,
} from '../centre/port.ts';
import { type CellSpeaker, CitizenTexts } from './citizen-texts.ts';
import type { CellCommand, CellFact, ReceiptFacts, SlipFacts } from './contract.ts';
import { LeafStream } from './leaf-stream.ts';
import { type PaperName, paperFact } from './paper-fact.ts';
import { laterRefusals, offeredOf } from './offered.ts';
import { blankMemory } from './memory.ts';
import { requestFault } from './request-fault.ts';
import { isServiceTime, setsInTime } from './time-left.ts';
import type { PageMaker, PaperResult, RasterTarget } from '../paper/contract.ts';

/** What a cell is made of. */
export interface CellSessionParts {
  readonly centre: CentreSession;
  readonly pages: PageMaker;
  readonly unseal: Unseal;
  /** Speaks names; left out: nothing is spoken. */
  readonly speaker?: CellSpeaker;
  readonly clock: Clock;
  readonly kioskId: string;
  /** Local data of every municipality served here. */
  readonly municipalities: readonly Municipality[];
}

/** A cell's core. `onFact` takes one listener; facts before it is set are lost. */
export interface CellSession {
  handle(command: CellCommand): void;
  onFact(listener: (fact: CellFact) => void): void;
  /** Ends the transaction: calls are cancelled, nothing is said any more. */
  close(): void;
  /** Answers that came after the end of what they answered (D4). */
  lateAnswers(): number;
}

/** Stands in what is signed where an adapter has no page key. */
const NO_KEY = new Uint8Array();

/** Name of a page in memory: its transaction's own map, its set and its place (D3). `leaf` from 0. */
const pageKey = (set: number, leaf: number): string => `${set}.${leaf}`;

/** The core of one cell, before its session. */
export function createCellSession(parts: CellSessionParts): CellSession {
  let memory = blankMemory();
  let listener: (fact: CellFact) => void = () => {};
  let lateAnswers = 0;
  let pending: { call: CentreCall | null; deadline: Timer } | null = null;

  const say = (fact: CellFact): void => listener(fact);
  const leaves = new LeafStream(say);
  const texts = new CitizenTexts(say, parts.speaker ?? null);

  function forget(): void {
    pending?.deadline.cancel();
    pending?.call?.cancel();
    pending = null;
    leaves.drop();
    texts.forget();
    memory = { ...blankMemory(), stage: 'over' };
  }

  function fail(code: CodeName): void {
    if (memory.stage === 'over') return;
    forget();
    parts.centre.close();
    say({ type: 'failed', code });
  }

  function refuse(code: CodeName, municipalityId?: string): void {
    forget();
    parts.centre.close();
    say({ type: 'refused', code, scope: 'session', ...(municipalityId === undefined ? {} : { municipalityId }) });
  }

  /** Asks the centre one thing; the answer of a former or overdue question is dropped. */
  function ask<T>(
    limit_ms: number,
    start: (done: (result: CentreResult<T>) => void) => CentreCall,
    answer: (value: T) => void,
  ): void {
    pending?.deadline.cancel();
    pending?.call?.cancel();
    const mine = {
      call: null as CentreCall | null,
      deadline: parts.clock.after(limit_ms, () => fail('centreTimeout')),
    };
    pending = mine;
    const call = start((result) => {
      if (pending !== mine) {
        lateAnswers += 1;
        return;
      }
      mine.deadline.cancel();
      pending = null;
      if (result.ok) answer(result.value);
      else if (result.kind === 'failed') fail(result.code);
      else if (result.scope === 'session') refuse(result.code, result.municipalityId);
      else say({ type: 'refused', code: result.code, scope: 'request' });
    });
    if (pending === mine) mine.call = call;
  }

  const centreNow_epoch_ms = (): number => memory.centreTime_epoch_ms + (parts.clock.now_ms() - memory.centreTimeAt_ms);

  /** Local data against offers and refusals; null (and refused) when nothing is left to offer. */
  function reconcile(
    answer: { readonly offers: readonly Offer[]; readonly refusals?: readonly RefusedType[] | undefined },
    data: Municipality,
  ): { readonly offers: readonly Offer[]; readonly withheld: readonly RefusedType[] } | null {
    const { offers, withheld, refused } = offeredOf(answer, data, centreNow_epoch_ms());
    if (refused === null) return { offers, withheld };
    refuse(refused, data.municipalityId);
    return null;
  }

  function presentCard(certificate: Uint8Array): void {
    const digest = createHash('sha256').update(certificate).digest('hex');
    // Set again after it was taken off: the same card may go on, another one needs a transaction of its own (D1).
    if (memory.certificateDigest !== null && memory.certificateDigest !== digest) return fail('cellOrder');
    memory.certificateDigest = digest;
    memory.stage = 'begun';
    const { transactionId, nonce } = memory;
    ask(
      CENTRE_LIMITS.centre_answers_ms,
      (done) => parts.centre.present({ transactionId, nonce, certificate }, done),
      cardKnown,
    );
  }

  function cardKnown(known: CardKnown): void {
    if (!isServiceTime(known.time_epoch_ms - parts.clock.now_ms(), memory.serviceOffset_ms)) return fail('centreTime');
    memory.centreTime_epoch_ms = known.time_epoch_ms;
    memory.centreTimeAt_ms = parts.clock.now_ms();
    const data = parts.municipalities.find(({ municipalityId }) => municipalityId === known.municipalityId);
    if (!data) return refuse('catalogueDiffers');
    if (memory.closed.includes(data.municipalityId)) return refuse('municipalityStopped', data.municipalityId);
    const reconciled = reconcile(known, data);
    if (!reconciled) return;
    memory.municipality = data;
    memory.refusals = known.refusals ?? [];
    memory.offers = reconciled.offers;
    memory.stage = 'known';
    const { transactionId, nonce } = memory;
    say({
      type: 'cardKnown',
      municipalityId: data.municipalityId,
      ...reconciled,
      digest_sha256: signatureDigest({
        kioskId: parts.kioskId,
        transactionId,
        nonce,
        challenge: known.challenge,
        pageKey: known.pageKey ?? NO_KEY,
      }),
    });
  }

  function authenticated(value: Authenticated): void {
    if (!memory.municipality) return fail('cellOrder');
    if (value.household.length > CENTRE_LIMITS.persons_max || value.koseki.length > CENTRE_LIMITS.persons_max) {
      return fail('centreReply');
    }
    const refusals = laterRefusals(memory.refusals, value);
    const reconciled = reconcile({ offers: value.offers, refusals }, memory.municipality);
    if (!reconciled) return;
    memory.subjectToken = value.subjectToken;
    memory.offers = reconciled.offers;
    memory.persons = { household: value.household.length, koseki: value.koseki.length };
    memory.stage = 'authenticated';
    // Names first: when the daemon hears of two persons, their names are already at the screen.
    texts.tell('household', value.household);
    texts.tell('koseki', value.koseki);
    say({ type: 'authenticated', ...reconciled, persons: memory.persons });
  }

  function apply(requests: readonly CertificateRequest[]): void {
    const why = requestFault(requests, memory.offers, memory.persons);
    if (why !== null) return say({ type: 'refused', code: why, scope: 'request' });
    // R82: no money is taken for what cannot be printed before the service closes.
    const wanted = requests.reduce((sum, { copies }) => sum + copies, 0);
    const { municipality, storeCloses_epoch_ms } = memory;
    const sets_max = municipality ? setsInTime(requests, municipality, centreNow_epoch_ms(), storeCloses_epoch_ms) : 0;
    if (sets_max === 0) return refuse('closedNow');
    if (sets_max < wanted) return say({ type: 'refused', code: 'tooManyBeforeClosing', scope: 'request', sets_max });
    const requestedAt_epoch_ms = centreNow_epoch_ms();
    ask<CentreDocument>(
      CENTRE_LIMITS.centre_issues_ms,
      (done) => parts.centre.apply({ requests }, done),
      (document) => documentCame(document, requests, requestedAt_epoch_ms),
    );
  }

  function documentCame(
    { manifest: sealed, pages }: CentreDocument,
    requests: readonly CertificateRequest[],
    requestedAt_epoch_ms: number,
  ): void {
    const { transactionId, nonce, subjectToken, offers, municipality } = memory;
    const manifest = parts.unseal(sealed);
    if (!manifest) return fail('documentSignature');
    const { kioskId } = parts;
    const verdict = checkDocument(
      {
        transactionId,
        nonce,
        kioskId,
        requestDigest: requestDigest({ kioskId, transactionId, nonce }, requests),
        subjectToken,
        municipalityId: municipality?.municipalityId ?? '',
        requests,
        offers,
        requestedAt_epoch_ms,
        now_epoch_ms: centreNow_epoch_ms(),
      },
      manifest,
      pages,
    );
    if (!verdict.ok) return fail(verdict.code);
    for (const { set, leaf, pdf } of pages) memory.pages.set(pageKey(set, leaf - 1), pdf);
    for (const { set, pageDigests } of verdict.sets) {
      pageDigests.forEach((digest, leaf) => memory.pageDigests.set(pageKey(set, leaf), digest));
    }
    for (const { set, uniqueNumber, leaves } of manifest.sets) {
      for (const { leaf, of } of leaves) {
        memory.sheets.set(pageKey(set, leaf - 1), { uniqueNumber, leaf, of, manifest: sealed });
      }
    }
    memory.stage = 'checking';
    // R92: the 固有番号 of its set stands on every sheet, whatever else the manifest wants to be looked for.
    const marks = manifest.sets.flatMap(({ set, uniqueNumber, leaves }) =>
      leaves.map((leaf) => ({ key: pageKey(set, leaf.leaf - 1), marks: [uniqueNumber, ...(leaf.marks ?? [])] })),
    );
    inspectPages(marks, () => {
      memory.stage = 'checked';
      say({ type: 'documentsChecked', sets: verdict.sets, numbers: numberDigests(manifest) });
    });
  }

  /** Each page is looked at as what it is, before any money (D12): one plain A4 page with its numbers on it (D5). */
  function inspectPages(left: readonly { key: string; marks: readonly string[] }[], passed: () => void): void {
    const [first, ...rest] = left;
    if (!first) return passed();
    const pdf = memory.pages.get(first.key);
    if (!pdf) return fail('documentPages');
    parts.pages.inspect({ pdf, marks: first.marks, place: memory.sheets.get(first.key) }, (seen) => {
      if (memory.stage !== 'checking') return;
      if (seen.ok) inspectPages(rest, passed);
      else fail(seen.code);
    });
  }

  function makeLeaf(command: Extract<CellCommand, { type: 'makeLeaf' }>): void {
    const { set, leaf, serial, printedAt_epoch_ms, target } = command;
    const pdf = memory.pages.get(pageKey(set, leaf));
    const facts = memory.sheets.get(pageKey(set, leaf));
    if (!pdf || !facts) return say({ type: 'notMade', what: 'leaf', code: 'cellOrder' });
    const pageDigest_sha256 = memory.pageDigests.get(pageKey(set, leaf)) ?? null;
    const sheet = { ...facts, serial, printedAt_epoch_ms };
    leaves.drop();
    parts.pages.render({ pdf, pageDigest_sha256, sheet, target }, (made) => {
      if (memory.stage !== 'checked') {
        if (made.ok) made.document.close();
        return;
      }
      if (!made.ok) return say({ type: 'notMade', what: 'leaf', code: made.code });
      leaves.begin(made.document);
      say({ type: 'leafMade', set, leaf, pageDigest: made.digest_sha256 });
    });
  }

  function makeReceipt({ municipalityId, lines, ...facts }: ReceiptFacts, target: RasterTarget): void {
    const known = parts.municipalities.find((candidate) => candidate.municipalityId === municipalityId);
    const municipality = known?.name.ja ?? municipalityId;
    parts.pages.receipt({ ...facts, municipality, items: lines }, target, paperMade('receipt'));
  }

  const makeSlip = (slip: SlipFacts, target: RasterTarget): void =>
    parts.pages.slip({ ...slip, qrText: slip.claimNumber }, target, paperMade('slip'));
  const paperMade = (what: PaperName) => (made: PaperResult) => say(paperFact(what, made));

  /** Commands and the stages they belong to; anything else ends the session: the two sides no longer agree. */
  function handle(command: CellCommand): void {
    const { stage } = memory;
    switch (command.type) {
      case 'begin':
        if (stage !== 'spare') return fail('cellOrder');
        memory.stage = 'begun';
        memory.transactionId = command.transactionId;
        memory.nonce = command.nonce;
        memory.closed = command.closed ?? [];
        memory.storeCloses_epoch_ms = command.storeCloses_epoch_ms ?? Infinity;
        if (command.now_epoch_ms !== undefined) memory.serviceOffset_ms = command.now_epoch_ms - parts.clock.now_ms();
        return;
      case 'presentCard':
        return stage === 'begun' || stage === 'known' ? presentCard(command.certificate) : fail('cellOrder');
      case 'authenticate':
        if (stage !== 'known' || pending) return fail('cellOrder');
        return ask(
          CENTRE_LIMITS.centre_answers_ms,
          (done) => parts.centre.authenticate({ signature: command.signature }, done),
          authenticated,
        );
      case 'apply':
        return stage === 'authenticated' && !pending ? apply(command.requests) : fail('cellOrder');
      case 'makeLeaf':
        return stage === 'checked' ? makeLeaf(command) : fail('cellOrder');
      // Late by nature: the leaf may be over, or the session.
      case 'morePieces':
        return leaves.more(command.pieces);
      case 'dropLeaf':
        return leaves.drop();
      // Receipt and slip name nobody and are owed in every stage, also after a failure.
      case 'makeReceipt':
        return makeReceipt(command.receipt, command.target);
      case 'makeSlip':
        return makeSlip(command.slip, command.target);
      case 'makeSheet':
        return parts.pages.sheet(command.sheet, command.target, paperMade('sheet'));
      case 'makeCalibration':
        return parts.pages.calibration(command.calibration, command.target, paperMade('sheet'));
      case 'speak':
        return texts.speak(command.handle, command.locale);
    }
  }
  return {
    handle,
    onFact: (set) => {
      listener = set;
    },
    close: () => {
      forget();
      parts.centre.close();
      listener = () => {};
    },
    lateAnswers: () => lateAnswers,
  };
}
