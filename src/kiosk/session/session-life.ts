import type { Timer } from '../../base/clock.ts';
import type { CellPort } from '../../cell/contract.ts';
import type { SessionCommand } from '../../../fsm/events.ts';
import type { CardBridge } from './card-bridge.ts';
import type { CashBridge } from '../money/cash-bridge.ts';
import type { CellBridge } from './cell-bridge.ts';
import type { CitizenVoice } from '../voice/citizen-voice.ts';
import type { ClosedDaysBridge } from '../centre/closed-days-bridge.ts';
import type { HoursBridge } from '../hours/hours-bridge.ts';
import type { OutboxBridge } from '../centre/outbox-bridge.ts';
import type { PinBuffer } from './pin-buffer.ts';
import type { PrintBridge } from '../print/print-bridge.ts';
import type { ScreenBridge } from '../screen/screen-bridge.ts';
import type { KioskServices } from '../services.ts';
import type { SessionBook } from './session-book.ts';

export interface SessionLifeParts {
  readonly book: SessionBook;
  readonly card: CardBridge;
  readonly cash: CashBridge;
  readonly cell: CellBridge;
  readonly print: PrintBridge;
  readonly citizenVoice: CitizenVoice;
  readonly pin: PinBuffer;
  readonly outbox: Pick<OutboxBridge, 'flush'>;
  readonly closedDays: Pick<ClosedDaysBridge, 'closedToday'>;
  readonly hours: Pick<HoursBridge, 'storeCloses'>;
  readonly screen: ScreenBridge;
  readonly takeCell: () => CellPort;
}

/** Beginning and end of a citizen: a cell is taken into use, and ended with everything it knew. */
export interface SessionLife {
  beginSession(): void;
  endSession(command: Extract<SessionCommand, { type: 'session.end' }>): void;
}

export function createSessionLife(parts: SessionLifeParts, services: KioskServices): SessionLife {
  const { book, card, cash, cell, print, pin, outbox, closedDays, hours, screen, citizenVoice } = parts;
  const { clock, guarded, intentClosed, log, newId, send, serviceClock, settings } = services;

  function listen(port: CellPort): void {
    const isOurs = (): boolean => book.get()?.cell === port;
    port.onFact(
      guarded((fact) => {
        if (!isOurs()) return;
        cell.onFact(fact);
        print.onCell(fact);
        citizenVoice.onFact(fact);
      }),
    );
    port.onLost(
      guarded((reason) => {
        if (!isOurs()) return;
        log('error', 'cell.lost', { reason });
        send({ type: 'cell.lost' });
        if (isOurs()) print.cellLost();
      }),
    );
  }

  let long: Timer | null = null;

  /** From then on a time-out ends the session although somebody is there: others wait. */
  function boundSession(): void {
    const max_ms = settings.patience?.session_max_ms;
    if (max_ms !== undefined) long = clock.after(max_ms, () => guarded(send)({ type: 'screen.sessionLong' }));
  }

  return {
    beginSession: () => {
      boundSession();
      const port = parts.takeCell();
      const record = book.begin(port);
      log('info', 'session.begin');
      listen(port);
      const { transactionId } = record;
      const closed = closedDays.closedToday();
      const storeCloses_epoch_ms = hours.storeCloses();
      const times = storeCloses_epoch_ms === undefined ? {} : { storeCloses_epoch_ms };
      const now = serviceClock.known ? { now_epoch_ms: Math.round(serviceClock.now_epoch_ms()) } : {};
      port.send({ type: 'begin', transactionId, nonce: newId(), language: screen.locale(), closed, ...times, ...now });
    },
    endSession: (command) => {
      long?.cancel();
      long = null;
      book.get()?.cell.close();
      pin.wipe();
      pin.drop();
      card.forget();
      cash.sessionEnded();
      print.sessionEnded();
      book.end(command.outcome);
      // What is still under way closes the service until it is known.
      intentClosed();
      log('info', 'session.end', { outcome: command.outcome, reason: command.reason });
      outbox.flush();
      screen.renew();
    },
  };
}
