import { isDocumentCode, type CodeName } from '../../base/codes.ts';
import type { CellFact } from '../../cell/contract.ts';
import type { RefusedType, SessionCommand } from '../../../fsm/events.ts';
import type { CardBridge } from './card-bridge.ts';
import type { ScreenPort } from '../contract.ts';
import { PAPER_KEY_BYTES, PaperMemory } from '../print/paper-memory.ts';
import { refusedHere } from '../hours/hours-bridge.ts';
import type { KioskServices } from '../services.ts';
import type { Suspicion } from './suspicion.ts';

type CentreCommand = Extract<SessionCommand, { type: `centre.${string}` }>;

/** Cell ↔ chart. Text that names a citizen is relayed to the screen unread. */
export interface CellBridge {
  command(command: CentreCommand): void;
  onFact(fact: CellFact): void;
}

/** Joins the cell of the running session to chart, books and screen. */
export function createCellBridge(
  card: CardBridge,
  screen: ScreenPort,
  flushOutbox: () => void,
  suspicion: Suspicion,
  services: KioskServices,
): CellBridge {
  const { ledger, send, session, log, random } = services;
  const papers = new PaperMemory(random.bytes(PAPER_KEY_BYTES));
  /** The session whose card was presented and whose answer never came: its transaction may be open at the centre. */
  let unanswered: string | null = null;
  /** The session for which it was already noted that centre and local data differ. */
  let notedFor: string | null = null;

  /** Somebody must correct one of the two, so it is an incident; once a session, as offers are told twice in one. */
  function noteDifference(detail: string): void {
    const sessionId = session.get()?.sessionId ?? null;
    if (sessionId === notedFor) return;
    notedFor = sessionId;
    log('warn', 'centre.catalogueDiffers', { detail });
    ledger.incident('catalogueDiffers', detail);
  }

  function noteWithheld(withheld: readonly RefusedType[]): void {
    const differing = withheld.filter(({ code }) => code === 'catalogueDiffers').map(({ typeId }) => typeId);
    if (differing.length > 0) noteDifference(`withheld: ${differing.join(' ')}`);
  }

  function failed(code: CodeName, detail: string): void {
    log('warn', 'centre.failed', { code });
    // A document that is not ours is an incident that only a person closes (D7).
    if (isDocumentCode(code)) {
      const municipalityId = session.get()?.municipalityId ?? null;
      suspicion.mismatch({ code, detail, municipalityId });
    }
    send({ type: 'centre.failed', code });
  }

  function documentsChecked(fact: Extract<CellFact, { type: 'documentsChecked' }>): void {
    const current = session.get();
    if (!current || current.municipalityId === null) return;
    // What was checked is checked once: a cell that says it again (a page of the centre took it over) changes neither fee nor pages.
    if (current.sets.length > 0) {
      log('error', 'cell.repeated', { code: 'cellOrder' });
      return;
    }
    if (!papers.take([...(fact.numbers ?? []), ...fact.sets.flatMap(({ pageDigests }) => pageDigests)])) {
      failed('documentForeign', 'a page or a unique number of an earlier document came again');
      return;
    }
    current.sets = fact.sets;
    const totals = ledger.setDue(
      current.sessionId,
      current.municipalityId,
      fact.sets.map((set) => ({
        set: set.set,
        typeId: set.typeId,
        fee_yen: set.fee_yen,
        leaves: set.pageDigests.length,
      })),
    );
    send({ type: 'centre.documentsReady', sets: fact.sets, due_yen: totals.due_yen });
  }

  function onFact(fact: CellFact): void {
    const current = session.get();
    switch (fact.type) {
      case 'cardKnown': {
        if (current) current.municipalityId = fact.municipalityId;
        noteWithheld(fact.withheld);
        const { municipalityId } = fact;
        const ended = refusedHere(municipalityId, services);
        const code = suspicion.stopped(municipalityId);
        if (ended !== null) send({ type: 'centre.refused', code: ended, scope: 'session', municipalityId });
        // A neutral message (D8): it was another citizen's document that was wrong.
        else if (code !== null) send({ type: 'centre.failed', code: 'municipalityStopped' });
        else send({ ...fact, type: 'centre.cardKnown' });
        return;
      }
      case 'authenticated':
        noteWithheld(fact.withheld);
        send({ ...fact, type: 'centre.authenticated' });
        return;
      case 'documentsChecked':
        documentsChecked(fact);
        return;
      case 'refused':
        // Refused at the card there is no transaction.
        unanswered = null;
        log('info', 'centre.refused', { code: fact.code });
        if (fact.code === 'catalogueDiffers') noteDifference('nothing is left to offer');
        send({ ...fact, type: 'centre.refused' });
        return;
      case 'failed':
        failed(fact.code, 'a document did not pass the check');
        return;
      case 'citizenText':
        screen.relayCitizenText(fact.handle, fact.text);
        // The screen has its copy; what came through the pipe ends here (rule 5).
        fact.text.fill(0);
        return;
      // Handed on by `citizen-voice.ts`.
      case 'citizenVoice':
      case 'ready':
      case 'leafMade':
      case 'leafPiece':
      case 'receiptMade':
      case 'slipMade':
      case 'sheetMade':
      case 'notMade':
        return;
    }
  }

  function command(order: CentreCommand): void {
    const current = session.get();
    if (!current) return;
    switch (order.type) {
      case 'centre.presentCard': {
        const certificate = card.certificate();
        if (!certificate) return;
        unanswered = current.sessionId;
        current.cell.send({ type: 'presentCard', certificate });
        return;
      }
      case 'centre.authenticate':
        current.cell.send({ type: 'authenticate', signature: order.signature });
        return;
      case 'centre.apply':
        current.cell.send({ type: 'apply', requests: order.requests });
        return;
      case 'centre.commit':
        if (order.point === 'delivered') current.concluded = true;
        ledger.commitPoint(current.sessionId, order.point, {});
        flushOutbox();
        return;
      case 'centre.abandon':
        // Only a transaction that the centre knows, or may know, is abandoned, and only once.
        if (!current.concluded && (current.municipalityId !== null || unanswered === current.sessionId)) {
          ledger.commitPoint(current.sessionId, 'abandoned', { reason: order.reason });
        }
        current.concluded = true;
        flushOutbox();
        return;
    }
  }

  return { command, onFact };
}
