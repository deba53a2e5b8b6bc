import type { CellPort } from '../../cell/contract.ts';
import type { Slip } from '../../ledger/contract.ts';
import type { KioskServices } from '../services.ts';
import type { CurrentSession, SessionRecord } from './session-record.ts';

/** Beginning and end of a session in the books. */
export interface SessionBook extends CurrentSession {
  begin(cell: CellPort): SessionRecord;
  /** Ends the running session; its money was placed before, or is put onto a slip now. */
  end(outcome: 'delivered' | 'abandoned'): void;
  /** At start: slips that were written before the stop and that nobody has seen. */
  showUnseen(): void;
  /** Sessions that are in the books as open but not running, oldest first. */
  waiting(): readonly string[];
  /** Puts whatever is left of a session's money onto slips and ends it. */
  settle(sessionId: string): void;
  /** Gives what nobody has told in time a claim number and shows it; the session stays open in the books. */
  question(sessionId: string): void;
}

/** `services` is asked late: they are made beside the book. */
export function createSessionBook(services: () => KioskServices): SessionBook {
  let current: SessionRecord | null = null;

  /** Whoever put the money in may still stand there. It is shown only: no paper for a tray nobody watches. */
  function show({ claimNumber, amount_yen }: Slip): void {
    services().send({ type: 'slip.opened', claimNumber, amount_yen });
  }

  function settle(sessionId: string): void {
    const { ledger, log } = services();
    for (const slip of ledger.settleInterrupted(sessionId)) {
      log('warn', 'slip.interrupted', { amount_yen: slip.amount_yen, reason: slip.reason });
      show(slip);
    }
  }

  function hasOpenIntent(sessionId: string): boolean {
    return services()
      .ledger.openIntents()
      .some((intent) => intent.sessionId === sessionId);
  }

  function waiting(): readonly string[] {
    const open = services().ledger.openSessions();
    return open.map(({ sessionId }) => sessionId).filter((sessionId) => sessionId !== current?.sessionId);
  }

  return {
    get: () => current,
    begin: (cell) => {
      const { ledger, newId } = services();
      const record: SessionRecord = {
        sessionId: newId(),
        transactionId: newId(),
        cell,
        municipalityId: null,
        sets: [],
        charged: false,
        earned: new Set(),
        paid_yen: 0,
        change_yen: 0,
        concluded: false,
      };
      ledger.openSession({ sessionId: record.sessionId, transactionId: record.transactionId });
      current = record;
      return record;
    },
    end: (outcome) => {
      if (!current) return;
      const { ledger } = services();
      const { sessionId } = current;
      current = null;
      const totals = ledger.totals(sessionId);
      // Something of it is still under way: recovery waits for the device's word.
      if (hasOpenIntent(sessionId) || totals.escrow_yen > 0) return;
      const left = totals.credit_yen + totals.owed_yen + totals.held_yen;
      if (left > 0) settle(sessionId);
      else ledger.closeSession(sessionId, outcome);
    },
    showUnseen: () => services().ledger.unseenSlips().forEach(show),
    waiting,
    settle,
    question: (sessionId) => {
      const { ledger, log } = services();
      const slip = ledger.questionRest(sessionId);
      if (!slip) return;
      log('warn', 'slip.inQuestion', { amount_yen: slip.amount_yen });
      show(slip);
    },
    owner: () => current?.sessionId ?? waiting().at(-1) ?? null,
  };
}
