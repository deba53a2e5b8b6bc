/** A stage for the statechart: the real actor on the simulated clock, with a citizen and devices played by hand. */
import { createActor } from 'xstate';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type {
  ChainProfile,
  ChainProfileName,
  MoneyTotals,
  Offer,
  Screen,
  SessionCommand,
  SessionDelays,
  SessionEvent,
  SessionPicture,
} from '../../fsm/events.ts';
import { createSessionMachine, pictureOf, xstateClock } from '../../fsm/session.ts';

export const PROFILES: Readonly<Record<ChainProfileName, ChainProfile>> = {
  cardOff: { name: 'cardOff', cardAfterPin: 'off', pin: 'first' },
  cardStays: { name: 'cardStays', cardAfterPin: 'stays', pin: 'first' },
  pinLast: { name: 'pinLast', cardAfterPin: 'stays', pin: 'last' },
};

/** All different, so that a test that waits for the wrong one fails. */
export const DELAYS: SessionDelays = {
  citizen_reads_ms: 120_000,
  citizen_sets_card_ms: 61_000,
  citizen_enters_pin_ms: 62_000,
  citizen_takes_card_ms: 30_000,
  citizen_chooses_ms: 90_000,
  citizen_pays_ms: 181_000,
  citizen_takes_items_ms: 182_000,
  citizen_answers_warning_ms: 20_000,
  card_answers_ms: 10_000,
  centre_answers_ms: 60_000,
  cash_settles_ms: 15_000,
  cash_pays_ms: 121_000,
  rejection_shows_ms: 8_000,
  printer_answers_ms: 31_000,
  printer_prints_leaf_ms: 300_000,
  slip_shows_ms: 301_000,
  staff_works_ms: 600_000,
};

/** 住民票の写し with one item, for the household (R52–R54). */
export const JUMINHYO: Offer = {
  typeId: 'juminhyo',
  fee_yen: 300,
  options: [{ optionId: 'honsekiHittosha', preset: false }],
  scope: 'household',
  copies_max: 3,
};

/** 印鑑登録証明書: no items, the holder alone (R57). */
export const INKAN: Offer = { typeId: 'inkan', fee_yen: 300, options: [], scope: 'holder', copies_max: 2 };

/** Totals as the ledger would state them. */
export function totals(due_yen: number, credit_yen: number, more: Partial<MoneyTotals> = {}): MoneyTotals {
  return {
    due_yen,
    credit_yen,
    escrow_yen: 0,
    needed_yen: Math.max(0, due_yen - credit_yen),
    owed_yen: 0,
    enough: credit_yen >= due_yen,
    accepts_yen: [10, 50, 100, 500, 1000],
    withheld_yen: [],
    ...more,
  };
}

export interface Stage {
  readonly clock: SimulatedClock;
  /** Every command since the start. */
  readonly commands: SessionCommand[];
  /** Sends facts one after the other. */
  send(...facts: readonly SessionEvent[]): void;
  picture(): SessionPicture;
  screen(): Screen;
  /** Types of the commands that these acts brought about, in order. */
  during(act: () => void): readonly string[];
  count(type: SessionCommand['type']): number;
  last(type: SessionCommand['type']): SessionCommand | undefined;
  status(): string;
  stop(): void;
}

/** A kiosk whose supervision has said that nothing speaks against serving; `heard` plays what is not played by hand. */
export function stage(
  profile: ChainProfileName = 'cardOff',
  open = true,
  heard: (command: SessionCommand) => void = () => undefined,
  slow_factor = 1,
): Stage {
  const clock = new SimulatedClock();
  const actor = createActor(createSessionMachine(DELAYS, slow_factor), {
    clock: xstateClock(clock),
    input: { profile: PROFILES[profile], copies_max: 5 },
  });
  const commands: SessionCommand[] = [];
  actor.on('*', (command) => {
    commands.push(command);
    heard(command);
  });
  actor.subscribe({ error: () => undefined });
  actor.start();
  const send = (...facts: readonly SessionEvent[]): void => {
    for (const fact of facts) actor.send(fact);
  };
  if (open) send({ type: 'service.reasons', reasons: [] });
  const picture = (): SessionPicture => pictureOf(actor.getSnapshot());
  return {
    clock,
    commands,
    send,
    picture,
    screen: () => picture().screen,
    during: (act) => {
      const before = commands.length;
      act();
      return commands.slice(before).map((command) => command.type);
    },
    count: (type) => commands.filter((command) => command.type === type).length,
    last: (type) => commands.findLast((command) => command.type === type),
    status: () => actor.getSnapshot().status,
    stop: () => actor.stop(),
  };
}

export const identified = (
  more: Partial<{ tries: number; expired: boolean; sameCard: boolean; renewal: string }> = {},
): SessionEvent => ({
  type: 'card.identified',
  tries: 3,
  expired: false,
  sameCard: true,
  ...more,
});

export const cardKnown = (offers: readonly Offer[] = []): SessionEvent => ({
  type: 'centre.cardKnown',
  municipalityId: 'susono',
  offers,
  digest_sha256: new Uint8Array(32).fill(7),
});

export const authenticated = (offers: readonly Offer[] = [JUMINHYO, INKAN], household = 3): SessionEvent => ({
  type: 'centre.authenticated',
  offers,
  persons: { household, koseki: 0 },
});

/** Checked documents: `leaves[i]` sheets for the i-th set. */
export const documents = (leaves: readonly number[], typeId = 'juminhyo', fee_yen = 300): SessionEvent => ({
  type: 'centre.documentsReady',
  sets: leaves.map((count, set) => ({
    set,
    typeId,
    fee_yen,
    pageDigests: Array.from({ length: count }, (_, leaf) => `${set}-${leaf}`),
  })),
  due_yen: leaves.length * fee_yen,
});

// The way, step by step: each goes on from where the one before ends.

export function toNotes(kiosk: Stage): void {
  kiosk.send({ type: 'citizen.openGovernmentService' }, { type: 'citizen.openCertificateService' });
}

export function toSetCard(kiosk: Stage): void {
  toNotes(kiosk);
  kiosk.send({ type: 'citizen.agree' });
}

/** PIN first: the PIN screen. PIN last: the list of certificates. */
export function toCardRead(kiosk: Stage, tries = 3): void {
  toSetCard(kiosk);
  kiosk.send({ type: 'card.inserted' }, identified({ tries }), cardKnown([JUMINHYO, INKAN]));
}

export function enterPin(kiosk: Stage): void {
  kiosk.send(
    { type: 'citizen.enterPin' },
    { type: 'card.pinVerified' },
    { type: 'card.signed', signature: new Uint8Array([1, 2, 3]) },
  );
}

export function toCertificate(kiosk: Stage): void {
  toCardRead(kiosk);
  if (kiosk.picture().chainProfile === 'pinLast') return;
  enterPin(kiosk);
  kiosk.send(authenticated());
  if (kiosk.screen() === 'takeCard') kiosk.send({ type: 'card.removed' });
}

export function toCheck(kiosk: Stage, copies = 1): void {
  toCertificate(kiosk);
  kiosk.send(
    { type: 'citizen.chooseCertificate', typeId: 'juminhyo' },
    { type: 'citizen.chooseItems', options: { honsekiHittosha: true } },
  );
  const persons: SessionEvent = { type: 'citizen.choosePersons', persons: [2, 1] };
  if (kiosk.screen() === 'persons') kiosk.send(persons);
  kiosk.send({ type: 'citizen.chooseCopies', copies });
  if (kiosk.screen() !== 'pin') return;
  enterPin(kiosk);
  kiosk.send(authenticated(), persons);
}

export function toPay(kiosk: Stage, leaves: readonly number[] = [1]): void {
  toCheck(kiosk, leaves.length);
  kiosk.send({ type: 'citizen.confirm' }, documents(leaves), { type: 'print.ready' });
  kiosk.send({ type: 'cash.totals', totals: totals(leaves.length * 300, 0) });
}

export function putIn(kiosk: Stage, credit_yen: number): void {
  const due_yen = kiosk.picture().totals.due_yen;
  kiosk.send({ type: 'cash.totals', totals: totals(due_yen, credit_yen) });
}

/** Paid with `change_yen` too much; the first leaf is on its way. */
export function toPrinting(kiosk: Stage, leaves: readonly number[] = [1], change_yen = 0): void {
  toPay(kiosk, leaves);
  const due_yen = leaves.length * 300;
  putIn(kiosk, due_yen + change_yen);
  kiosk.send(
    { type: 'citizen.printStart' },
    { type: 'cash.fixed', totals: totals(due_yen, due_yen + change_yen) },
    { type: 'cash.charged', change_yen },
  );
}

export function toTakeItems(kiosk: Stage): void {
  toPrinting(kiosk, [1], 200);
  kiosk.send(
    { type: 'print.leafDone', set: 0, leaf: 0 },
    { type: 'cash.paidOut', paid_yen: 200, short_yen: 0 },
    { type: 'print.receiptDone' },
  );
}
