/**
 * Joins everything into one kiosk. Real ports make a daemon, simulated ones a simulation: the same code either way.
 *
 *     devices ── facts ──▶ bridges ──▶ ledger ──▶ chart ── commands ──▶ bridges ──▶ devices, cell, screen
 */
import { createActor } from 'xstate';
import { createSessionMachine, pictureOf } from '../../fsm/session.ts';
import { xstateClock } from '../../fsm/clock.ts';
import type { SessionCommand, SessionEvent, SessionPicture } from '../../fsm/events.ts';
import type { CitizenFact } from '../../fsm/events.ts';
import type { CommonFact } from '../../drivers/contract.ts';
import type { PinKey } from '../api/contract.ts';
import { randomId } from '../base/random.ts';
import type { CellPort } from '../cell/contract.ts';
import type { Locale } from '../words/contract.ts';
import { createCardBridge } from './card-bridge.ts';
import { createCashBridge } from './cash-bridge.ts';
import { createCellBridge } from './cell-bridge.ts';
import type { DeviceStatus, KioskPorts, KioskSettings } from './contract.ts';
import { createDeskBridge } from './desk-bridge.ts';
import { createPapers } from './papers.ts';
import { PinBuffer } from './pin-buffer.ts';
import { createPrintBridge } from './print-bridge.ts';
import { createRecovery } from './recovery.ts';
import { createReminderBridge } from './reminder-bridge.ts';
import { createScreenBridge } from './screen-bridge.ts';
import { ServiceClock } from './service-clock.ts';
import { ServiceReasons, type ReasonSource } from './service-reasons.ts';
import type { KioskServices } from './services.ts';
import { createSessionBook } from './session-book.ts';

/** A running kiosk, as its clients see it. */
export interface Kiosk {
  onIntent(fact: CitizenFact): void;
  onPinKey(key: PinKey): void;
  onLanguage(locale: Locale): void;
  onScreen(present: boolean): void;
  picture(): SessionPicture;
  devices(): readonly DeviceStatus[];
  /** No new session; the running one ends normally. */
  drain(draining: boolean): void;
  /** Inhibits cash and closes everything; the ledger stays as it is. */
  stop(): void;
}

/**
 * @param died called once when the chart itself failed: the process must inhibit, exit and be started anew, so that
 *   recovery runs (design, Statechart)
 */
export function assemble(ports: KioskPorts, settings: KioskSettings, died: (reason: string) => void): Kiosk {
  const { clock, random, log } = ports;
  const serviceClock = new ServiceClock(clock);
  const ledger = ports.openLedger(() => serviceClock.now_epoch_ms());
  const actor = createActor(createSessionMachine(settings.delays), {
    input: { profile: settings.chainProfile, copies_max: settings.copies_max },
    clock: xstateClock(clock),
  });
  const send = (event: SessionEvent): void => actor.send(event);
  const reasons = new ServiceReasons((all) => {
    log(all.length > 0 ? 'warn' : 'info', 'service.reasons', { reasons: all.join(' ') });
    send({ type: 'service.reasons', reasons: all });
  });
  const book = createSessionBook(() => services);
  const services: KioskServices = {
    clock,
    serviceClock,
    random,
    ledger,
    settings,
    log,
    reasons,
    session: book,
    send,
    newId: () => randomId(random),
    intentClosed: () => recovery.check(),
  };

  const cardReader = ports.devices.openCardReader();
  const cashChanger = ports.devices.openCashChanger((deviceId) => ledger.memoryOf(deviceId));
  const printer = ports.devices.openPrinter((deviceId) => ledger.memoryOf(deviceId));
  const recovery = createRecovery({ cash: cashChanger, printer }, services, () => book.settleWaiting());

  const pin = new PinBuffer();
  const screen = createScreenBridge(ports.screen, ports.voice, pin, services);
  const reminder = createReminderBridge(screen, services);
  const card = createCardBridge(cardReader, pin, services);
  const cash = createCashBridge(cashChanger, services);
  const cell = createCellBridge(card, ports.screen, services);
  const papers = createPapers(() => book.get()?.cell ?? null, services);
  const print = createPrintBridge(printer, papers, services);
  const desk = createDeskBridge(ports.desk, services);

  // ---------------------------------------------------------------------------------------------------------- devices

  const status = new Map<ReasonSource, DeviceStatus>();

  function watch(source: ReasonSource, deviceClass: string, fact: CommonFact): void {
    if (fact.type !== 'status') return;
    status.set(source, { id: source, deviceClass, availability: fact.availability, reasons: fact.reasons });
    const usable = fact.availability === 'online' || fact.availability === 'attention';
    const codes = fact.reasons.map((reason) => reason.code);
    reasons.set(source, usable ? [] : codes.length > 0 ? codes : ['deviceStarting']);
  }

  cardReader.onFact((fact) => {
    if (fact.type === 'status') watch('cardReader', 'cardReader', fact);
    card.onFact(fact);
  });
  cashChanger.onFact((fact) => {
    cash.onFact(fact);
    if (fact.type !== 'status') return;
    watch('cash', 'cashChanger', fact);
    if (fact.availability === 'online' || fact.availability === 'attention') recovery.askCash();
  });
  printer.onFact((fact) => {
    print.onFact(fact);
    if (fact.type !== 'status') return;
    watch('printer', 'printer', fact);
    if (fact.availability === 'online' || fact.availability === 'attention') recovery.askPrinter();
  });

  // ---------------------------------------------------------------------------------------------------------- commands

  function beginSession(): void {
    const port = ports.takeCell();
    const record = book.begin(port);
    log('info', 'session.begin', {});
    listenToCell(port);
    port.send({
      type: 'begin',
      transactionId: record.transactionId,
      nonce: randomId(random),
      language: screen.locale(),
    });
  }

  function listenToCell(port: CellPort): void {
    port.onFact((fact) => {
      if (book.get()?.cell !== port) return;
      cell.onFact(fact);
      print.onCell(fact);
    });
    port.onLost((reason) => {
      if (book.get()?.cell !== port) return;
      log('error', 'cell.lost', { reason });
      send({ type: 'cell.lost' });
    });
  }

  function endSession(command: Extract<SessionCommand, { type: 'session.end' }>): void {
    const current = book.get();
    current?.cell.close();
    pin.wipe();
    pin.drop();
    card.forget();
    book.end(command.outcome);
    log('info', 'session.end', { outcome: command.outcome, reason: command.reason });
    desk.flush();
    screen.renew();
  }

  function perform(command: SessionCommand): void {
    const sessionId = book.get()?.sessionId;
    switch (command.type) {
      case 'session.begin':
        beginSession();
        return;
      case 'session.end':
        endSession(command);
        return;
      case 'pin.wipe':
        pin.wipe();
        return;
      case 'card.accept':
      case 'card.verifyPin':
      case 'card.sign':
      case 'card.release':
        card.command(command);
        return;
      case 'centre.presentCard':
      case 'centre.authenticate':
      case 'centre.apply':
      case 'centre.commit':
      case 'centre.abandon':
        cell.command(command);
        desk.flush();
        return;
      case 'cash.begin':
      case 'cash.stackEscrow':
      case 'cash.returnEscrow':
      case 'cash.fix':
      case 'cash.charge':
      case 'cash.payChange':
      case 'cash.refund':
        cash.command(command);
        return;
      case 'print.checkReady':
      case 'print.leaf':
      case 'print.receipt':
      case 'print.slip':
        print.command(command);
        return;
      case 'set.earn':
        if (sessionId !== undefined) ledger.earn(sessionId, command.set);
        return;
      case 'set.dispute':
        if (sessionId !== undefined) disputeSet(sessionId, command.set);
        return;
      case 'slip.settle':
        ledger.slipEvent(command.claimNumber, command.how);
        return;
      case 'reminder.start':
        reminder.start(command.items);
        return;
      case 'reminder.stop':
        reminder.stop();
        return;
      case 'leftItems.record':
        ledger.incident('itemsLeft', command.items.join(' '));
        return;
      case 'report.unexpected':
        log('warn', 'session.unexpected', { event: command.event });
        return;
    }
  }

  function disputeSet(sessionId: string, set: number): void {
    const slip = ledger.dispute(sessionId, set);
    send({ type: 'slip.opened', claimNumber: slip.claimNumber, amount_yen: slip.amount_yen });
  }

  // ---------------------------------------------------------------------------------------------------------- start

  let over = false;
  function fail(error: unknown): void {
    if (over) return;
    over = true;
    cashChanger.command({ type: 'enable', denominations_yen: [] });
    died(error instanceof Error ? error.message : 'unknown fault');
  }

  actor.on('*', (command) => {
    try {
      perform(command);
    } catch (error) {
      fail(error);
    }
  });
  actor.subscribe({ next: (snapshot) => screen.onPicture(pictureOf(snapshot)), error: fail });
  actor.start();
  reasons.set('cardReader', ['deviceStarting']);
  reasons.set('cash', ['deviceStarting']);
  reasons.set('printer', ['deviceStarting']);
  recovery.check();
  desk.start();
  screen.onPicture(pictureOf(actor.getSnapshot()));

  return {
    onIntent: (fact) => screen.onIntent(fact),
    onPinKey: (key) => screen.onPinKey(key),
    onLanguage: (locale) => screen.onLanguage(locale),
    onScreen: (present) => reasons.set('screen', present ? [] : ['screenAbsent']),
    picture: () => pictureOf(actor.getSnapshot()),
    devices: () => [...status.values()],
    drain: (draining) => send({ type: 'service.drain', draining }),
    stop: () => {
      over = true;
      cashChanger.command({ type: 'enable', denominations_yen: [] });
      actor.stop();
      desk.stop();
      book.get()?.cell.close();
      cardReader.close();
      cashChanger.close();
      printer.close();
    },
  };
}
