/** An evil machine room and a citizen who means no good: what each of them found, kept. */
import { describe, expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { STATUS } from '../virtual/id003/options.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { NOTES_PORT } from './hardware.ts';
import { expectExactAtRest } from './rest-checks.ts';
import { StepChecks } from './step-checks.ts';
import { expectPaperAsTold } from './walk-checks.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
const HAND_MS = 2_000;
const MINUTE_MS = 60_000;
/** A coin has passed the credit sensor. */
const CREDITED_MS = 340;
/** So late is an answer that a host has long given up. */
const LATE_MS = 700;
/** An answer that never comes. */
const LOST_MS = 3_600_000;
/** So long after a reset the kiosk is watched. */
const ASKED_UNTIL_MS = 1_600;
/** A late answer that comes so much before the true one, but after the question, seems to be the answer. */
const BEFORE_THE_TRUE_ONE_MS = 2;

/** At the pay screen with a 1000-yen note that is past the point from which it can come back. */
function noteStacking(): World {
  const world = createWorld();
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  world.clock.advance(HAND_MS);
  const { validator } = world.hardware;
  validator.insertNote(1000);
  world.until(() => validator.status === STATUS.stacking || validator.status === STATUS.vendValid);
  return world;
}

/** The citizen goes away, the room is left alone. */
function rest(world: World): void {
  for (let minute = 0; minute < 10; minute += 1) {
    world.clock.advance(MINUTE_MS);
    if (world.offered({ type: 'citizen.acknowledge' })) world.press({ type: 'citizen.acknowledge' });
  }
}

function expectNoteInDispute(world: World): void {
  expect(world.hardware.places.total_yen('note-box')).toBe(1000);
  // Nobody knows where the note is, so nobody says that it went back.
  const stacked =
    "SELECT result FROM outcome JOIN intent USING (intent_id) WHERE json_extract(about, '$.kind') = 'stack'";
  expect(world.database.prepare(stacked).pluck().all()).toEqual(['unknown']);
  expect(world.database.prepare('SELECT most_yen, reason FROM uncertain').all()).toEqual([
    { most_yen: 1000, reason: 'noteDisputed' },
  ]);
  const { screen, reasons } = world.kiosk().picture();
  expect({ screen, reasons }).toEqual({ screen: 'idle', reasons: [] });
}

describe('a bill acceptor that says nothing about a note it has taken', () => {
  test.each([100, 250, 400])(
    'is woken when its line was silent for %i seconds, and the note is a dispute',
    (silent_s) => {
      const world = noteStacking();
      world.hardware.validator.faults.muteFor(silent_s * 1000);
      world.clock.advance(silent_s * 1000);
      rest(world);
      expectNoteInDispute(world);
    },
  );

  test('and whose plug was out: a RESET of ours is no proof that the note went back', () => {
    const world = noteStacking();
    world.lines.unplug(NOTES_PORT);
    world.clock.advance(5 * MINUTE_MS);
    world.lines.plug(NOTES_PORT);
    rest(world);
    expectNoteInDispute(world);
  });
});

describe('a bill acceptor that is silent while it stacks, and then says VEND VALID', () => {
  test.each([40, 45, 50, 55])('after %i s: the note is in the books once, and nobody else has it', (silent_s) => {
    const world = noteStacking();
    const checks = new StepChecks(world);
    world.hardware.validator.faults.muteFor(silent_s * 1000);
    for (let second = 0; second < silent_s + 30; second += 1) {
      world.clock.advance(1_000);
      if (world.offered({ type: 'citizen.acknowledge' })) world.press({ type: 'citizen.acknowledge' });
    }
    rest(world);
    checks.step();
    expect(world.hardware.places.total_yen('note-box')).toBe(1000);
    expect(checks.pieces.unreported_yen(checks.books, 'notes')).toBe(0);
  });
});

/** At the pay screen, a 10-yen coin credited a moment ago, the next answer `late_ms` too late. */
function lateAnswer(seed: number, after_ms: number, late_ms: number): { world: World; checks: StepChecks } {
  const world = createWorld({ seed });
  const checks = new StepChecks(world);
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  const { acceptor, bus } = world.hardware;
  world.until(() => world.kiosk().picture().totals.accepts_yen.includes(10));
  world.clock.advance(HAND_MS);
  acceptor.insertCoin(10);
  world.clock.advance(CREDITED_MS + after_ms);
  bus.faults.delayNextFrame(late_ms);
  return { world, checks };
}

function resetAcceptor({ hardware: { acceptor } }: World): void {
  acceptor.powerOff();
  acceptor.powerOn();
}

/** When the kiosk asks something on the coin line, from now on. */
function askedAt_ms(world: World, span_ms: number): readonly number[] {
  return Array.from({ length: span_ms }, (_, at_ms) => at_ms + 1).filter(() => {
    const before = world.lines.written;
    world.clock.advance(1);
    return world.lines.written > before;
  });
}

describe('an answer to "read credit" that comes late, from before a reset', () => {
  test.each([0, 60, 120, 180, 240])('read %i ms after the coin was credited: no coin is credited twice', (after_ms) => {
    for (const reset_ms of [1, 40, 90, 150, 220, 300]) {
      const { world, checks } = lateAnswer(after_ms + reset_ms, after_ms, LATE_MS);
      world.clock.advance(reset_ms);
      resetAcceptor(world);
      for (let tenth = 0; tenth < 50; tenth += 1) {
        world.clock.advance(100);
        checks.step();
      }
    }
  });

  test('and right into a later question, which it seems to answer: no coin is credited twice', () => {
    const [seed, after_ms, reset_ms] = [690, 240, 150];
    // The same room with an answer that never comes shows when the kiosk asks.
    const { world: rehearsal } = lateAnswer(seed, after_ms, LOST_MS);
    const first = askedAt_ms(rehearsal, reset_ms);
    resetAcceptor(rehearsal);
    const later = askedAt_ms(rehearsal, ASKED_UNTIL_MS).map((at_ms) => at_ms + reset_ms);
    expect(later.length).toBeGreaterThan(10);
    for (const at_ms of later) {
      const { world, checks } = lateAnswer(seed, after_ms, at_ms - first[0]! - BEFORE_THE_TRUE_ONE_MS);
      world.clock.advance(reset_ms);
      resetAcceptor(world);
      world.clock.advance(ASKED_UNTIL_MS);
      checks.step();
    }
  });
});

describe('a request whose fee is more than can be given back in coins (R75, promise of change)', () => {
  function order(world: World, lines: number, copies: number): void {
    authenticateAtKiosk(world, JUMINHYO);
    for (let line = 1; line <= lines; line += 1) {
      world.press({ type: 'citizen.chooseCertificate', typeId: JUMINHYO.typeId });
      world.press({ type: 'citizen.chooseItems', options: {} });
      world.press({ type: 'citizen.choosePersons', persons: [1] });
      world.press({ type: 'citizen.chooseCopies', copies });
      if (line < lines) world.press({ type: 'citizen.addCertificate' });
    }
    world.press({ type: 'citizen.confirm' });
  }

  test('five certificates of ten copies, 15000 yen, are refused before the first coin', () => {
    const world = createWorld();
    order(world, 5, 10);
    world.until(() => world.view().screen === 'refusal');
    expect(world.kiosk().picture().code).toBe('changeShort');
    expect(world.hardware.places.total_yen('citizen')).toBe(0);
    rest(world);
    expect(world.view().screen).toBe('idle');
  });

  test.each([1, 5, 10])('%i copies can be paid to the last yen, with the largest pieces that are taken', (copies) => {
    const world = createWorld();
    order(world, 1, copies);
    world.until(() => world.view().screen === 'pay');
    while (!world.kiosk().picture().totals.enough) {
      world.until(() => world.kiosk().picture().totals.accepts_yen.length > 0);
      payAtKiosk(world, [world.kiosk().picture().totals.accepts_yen.at(-1) ?? 0]);
    }
    expect(world.kiosk().picture().totals.credit_yen).toBeGreaterThanOrEqual(300 * copies);
  });

  test('without any change the exact amount is still taken', () => {
    const world = createWorld({ fill: { 'hopper-10': 0, 'hopper-50': 0, 'hopper-100': 0, 'hopper-500': 0 } });
    order(world, 1, 1);
    world.until(() => world.view().screen === 'pay');
    payAtKiosk(world, [100, 100, 100]);
    expect(world.kiosk().picture().totals.enough).toBe(true);
  });
});

describe('a one-piece changer whose power fails in the middle of a refund (rule 11)', () => {
  test('at any moment of it: what may or may not have fallen is a dispute, nothing else is', () => {
    for (let after_ms = 0; after_ms < 1_600; after_ms += 80) {
      const world = createWorld({ seed: 1 + after_ms, cash: 'onePiece' });
      const checks = new StepChecks(world);
      authenticateAtKiosk(world, JUMINHYO);
      requestAtKiosk(world, JUMINHYO);
      payAtKiosk(world, [100, 50, 10]);
      world.press({ type: 'citizen.cancel' });
      const { unit } = world.hardware;
      world.until(() => unit!.paying);
      world.clock.advance(after_ms);
      checks.struck.add('unit');
      unit!.powerOff();
      world.clock.advance(HAND_MS);
      unit!.powerOn();
      rest(world);
      expectExactAtRest(world, checks, checks.struck, false);
    }
  });
});

describe('a printer that loses its power right as a leaf comes out (D10)', () => {
  test.each([0, 60, 200, 500, 900])('%i ms after it: the leaf is not called unprinted', (after_ms) => {
    const world = createWorld();
    authenticateAtKiosk(world, JUMINHYO);
    requestAtKiosk(world, JUMINHYO);
    payAtKiosk(world, [500]);
    world.press({ type: 'citizen.printStart' });
    const { printer } = world.hardware;
    world.until(() => printer.engine.output.length > 0);
    world.clock.advance(after_ms);
    printer.powerOff();
    world.clock.advance(MINUTE_MS / 2);
    printer.powerOn();
    rest(world);
    expect(printer.engine.output.length).toBeGreaterThan(0);
    expectPaperAsTold(
      world,
      printer.takeOutput().map(({ jobName }) => jobName),
    );
  });
});

describe('a centre that sends the papers of somebody else (D7, D8)', () => {
  /** One session up to the answer of the centre, with the reason why it ended. */
  function ask(world: World, subjectCn: string): string | null {
    authenticateOrLeave(world, subjectCn);
    if (world.view().screen === 'certificate') {
      world.press({ type: 'citizen.chooseCertificate', typeId: JUMINHYO.typeId });
      if (world.view().screen === 'items') world.press({ type: 'citizen.chooseItems', options: {} });
      if (world.view().screen === 'persons') world.press({ type: 'citizen.choosePersons', persons: [1] });
      world.press({ type: 'citizen.chooseCopies', copies: 1 });
      world.press({ type: 'citizen.confirm' });
      world.until(() => ['pay', 'refusal'].includes(world.view().screen));
    }
    const { code, screen } = world.kiosk().picture();
    if (screen === 'pay') world.press({ type: 'citizen.cancel' });
    world.hardware.reader.remove();
    world.clock.advance(HAND_MS);
    rest(world);
    return screen === 'pay' ? null : code;
  }

  function authenticateOrLeave(world: World, subjectCn: string): void {
    world.until(() => world.view().screen === 'idle');
    world.press({ type: 'citizen.openGovernmentService' });
    world.press({ type: 'citizen.openCertificateService' });
    world.press({ type: 'citizen.agree' });
    world.hardware.reader.insert(world.card(subjectCn));
    world.until(() => ['pin', 'refusal'].includes(world.view().screen));
    // A municipality that is stopped is refused before the PIN is asked for.
    if (world.view().screen === 'refusal') return;
    world.typePin('1234');
    world.until(() => world.view().screen === 'takeCard');
    world.hardware.reader.remove();
    world.until(() => world.view().screen === 'certificate');
  }

  test('once: its municipality is served no more here, before any money; the other one is', () => {
    const world = createWorld();
    world.centre.faults.arm({ at: 'apply', document: 'foreignSubject' });
    expect(ask(world, CN.susonoTaro)).toBe('documentForeign');
    expect(ask(world, CN.susonoTaro), 'in neutral words').toBe('municipalityStopped');
    expect(world.centre.faults.armed()).toBe(0);
    expect(ask(world, CN.fuchuJiro)).toBeNull();
    expect(world.hardware.places.total_yen('citizen')).toBe(0);
  });

  test('twice: nothing is served any more', () => {
    const world = createWorld();
    for (const subjectCn of [CN.susonoTaro, CN.fuchuJiro]) {
      world.centre.faults.arm({ at: 'apply', document: 'foreignSubject' });
      expect(ask(world, subjectCn)).toBe('documentForeign');
    }
    const { screen, reasons } = world.kiosk().picture();
    expect({ screen, reasons }).toEqual({ screen: 'outOfService', reasons: ['documentForeign'] });
  });
});
