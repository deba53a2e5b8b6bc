import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIT_HOPPERS } from '../virtual/cash/kit.ts';
import { CashRig, type RigOptions } from './changer-rig.ts';

/** Everything at once: drivers and composite against virtual hardware that was written without them. */

/** Status of a validator that was reset. */
const INITIALIZE = 0x1b;
const ALL = [10, 50, 100, 500, 1000];
const hopper = (rig: CashRig, unitId: string) => {
  const found = rig.kit.hoppers.find((one) => one.place === unitId);
  if (!found) throw new Error(unitId);
  return found;
};

function online(options: RigOptions = {}): CashRig {
  const rig = new CashRig(options).start();
  rig.advance(4_000);
  expect(rig.availability).toBe('online');
  return rig;
}

function open(rig: CashRig): void {
  rig.command({ type: 'beginDeposit' });
  rig.command({ type: 'enable', denominations_yen: ALL });
  rig.advance(800);
}

/** Books and physics agree for every unit. */
function agree(rig: CashRig): void {
  for (const { unitId, denomination_yen, pieces } of KIT_HOPPERS)
    expect([unitId, rig.kit.places.count(unitId, denomination_yen)]).toEqual([
      unitId,
      pieces + rig.booked(unitId, denomination_yen),
    ]);
  for (const value of [10, 50, 100, 500])
    expect(rig.kit.places.count('cashbox', value)).toBe(rig.booked('cashbox', value));
}

/** What lies in hoppers and cash box over what the books say, in yen. */
function unbooked_yen(rig: CashRig): number {
  let sum_yen = 0;
  for (const { unitId, denomination_yen: value, pieces } of KIT_HOPPERS) {
    const found = rig.kit.places.count(unitId, value) + rig.kit.places.count('cashbox', value) - pieces;
    const more = found - rig.booked(unitId, value) - rig.booked('cashbox', value);
    // Never credited what did not come, never booked as paid what did not fall.
    expect(more).toBeGreaterThanOrEqual(0);
    sum_yen += more * value;
  }
  return sum_yen;
}

describe('composite changer on virtual hardware', () => {
  test('it is online within 4 s with one set of capabilities, whole frames or single bytes, echo or not', () => {
    for (const chunks of ['frames', 'bytes', 'joined', 'random'] as const) {
      const rig = online({ bus: { chunks } });
      expect(rig.of('capabilities')).toMatchObject([{ capabilities: { paysByPlan: true, escrow: true } }]);
      expect(rig.of('noise')).toHaveLength(0);
    }
  });

  test('R84: a sale of 300 yen with a 500-yen coin and 200 yen change', () => {
    const rig = online();
    open(rig);
    rig.kit.acceptor.insertCoin(500);
    rig.advance(1_500);
    rig.command({ type: 'fixDeposit' });
    rig.advance(3_000);
    expect(rig.of('depositFixed')).toHaveLength(1);
    rig.command({ type: 'endDeposit', mode: 'change' });
    rig.order('change', { type: 'payPieces', unitId: 'hopper-100', denomination_yen: 100, count: 2 });
    rig.advance(4_000);
    expect(rig.ended.get('change')).toMatchObject({ result: 'done', deviceId: 'hopper-100' });
    expect(rig.of('paying').at(-1)).toMatchObject({ intentId: 'change' });
    expect(rig.kit.places.count('changeTray', 100)).toBe(2);
    agree(rig);
  });

  test('a 1000-yen note: escrow, stacked by order, credited once, in the box', () => {
    const rig = online();
    open(rig);
    expect(rig.kit.validator.insertNote(1000)).toBe(true);
    rig.advance(1_500);
    expect(rig.of('cashEscrowed')).toMatchObject([{ escrowId: 'notes-1', deviceId: 'notes' }]);
    rig.order('stack', { type: 'stack', escrowId: 'notes-1', denomination_yen: 1000 });
    rig.advance(3_000);
    expect(rig.of('cashAccepted')).toMatchObject([{ held: true, destination: 'note-box', escrowId: 'notes-1' }]);
    expect(rig.ended.get('stack')).toMatchObject({ result: 'done', moved: { type: 'stacked', stacked: true } });
    expect(rig.kit.places.count('note-box', 1000)).toBe(1);
  });

  test('a RESET that an earlier run sent to a mute unit proves nothing: the note in the box is no note that went back', () => {
    const rig = online();
    open(rig);
    rig.kit.validator.insertNote(1000);
    rig.advance(1_500);
    rig.order('stack', { type: 'stack', escrowId: 'notes-1', denomination_yen: 1000 });
    rig.advance(500);
    rig.kill();
    // VEND VALID is not acknowledged for a minute: mute until RESET, which forgets it.
    rig.advance(65_000);
    rig.start();
    rig.resolveAll();
    for (let waited_ms = 0; rig.kit.validator.status !== INITIALIZE && waited_ms < 120_000; waited_ms += 10)
      rig.advance(10);
    expect(rig.kit.validator.status).toBe(INITIALIZE);
    rig.kill();
    rig.advance(3_000);
    rig.start();
    rig.resolveAll();
    rig.advance(30_000);
    expect(rig.kit.places.count('note-box', 1000)).toBe(1);
    expect(rig.ended.get('stack')).toMatchObject({ result: 'unknown', reason: { code: 'noteDisputed' } });
    expect(rig.of('escrowReturned')).toEqual([]);
  });

  test('fixDeposit leaves a note in escrow, and it can still go back', () => {
    const rig = online();
    open(rig);
    rig.kit.validator.insertNote(1000);
    rig.advance(1_500);
    rig.command({ type: 'fixDeposit' });
    rig.advance(3_000);
    expect(rig.of('depositFixed')).toHaveLength(1);
    rig.command({ type: 'returnEscrow', escrowId: 'notes-1' });
    rig.advance(2_000);
    rig.kit.validator.takeReturned();
    rig.advance(1_000);
    expect(rig.of('escrowReturned')).toMatchObject([{ escrowId: 'notes-1' }]);
    expect(rig.kit.places.count('citizen', 1000)).toBe(0);
  });

  test('a coin that passed the gate just before the inhibit is credited before depositFixed', () => {
    for (let early_ms = 0; early_ms <= 600; early_ms += 50) {
      const rig = online();
      open(rig);
      rig.kit.acceptor.insertCoin(100);
      rig.advance(early_ms);
      rig.command({ type: 'fixDeposit' });
      rig.advance(4_000);
      const types = rig.facts.map((fact) => fact.type);
      expect(types.filter((type) => type === 'depositFixed')).toHaveLength(1);
      if (types.includes('cashAccepted'))
        expect(types.indexOf('cashAccepted')).toBeLessThan(types.indexOf('depositFixed'));
      agree(rig);
    }
  });

  test('orders go to their part; what no part can do is refused', () => {
    const rig = online();
    rig.order('a', { type: 'payPieces', unitId: 'hopper-5', denomination_yen: 5, count: 1 });
    rig.order('b', { type: 'payPieces', unitId: 'hopper-100', denomination_yen: 10, count: 1 });
    rig.order('c', { type: 'payAmount', amount_yen: 100 });
    rig.command({ type: 'execute', intentId: 'd', material: undefined });
    expect(rig.of('refused').map((fact) => fact.intentId)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the worst part decides, but one empty or jammed hopper only calls for somebody while others pay', () => {
    const rig = online();
    hopper(rig, 'hopper-50').emptyHopper();
    rig.order('i', { type: 'payPieces', unitId: 'hopper-50', denomination_yen: 50, count: 2 });
    rig.advance(6_000);
    expect(rig.ended.get('i')).toMatchObject({ result: 'notDone', reason: { code: 'hopperEmpty' } });
    expect(rig.availability).toBe('attention');
    expect(rig.of('unitLevel').at(-1)).toMatchObject({ unitId: 'hopper-50', level: 'empty' });
    hopper(rig, 'hopper-10').blockSensor(true);
    rig.advance(5_000);
    expect(rig.availability).toBe('attention');
    const told = rig
      .of('status')
      .at(-1)
      ?.reasons.map(({ code }) => code);
    expect(told?.toSorted()).toEqual(['hopperEmpty', 'hopperJam']);
    expect(rig.of('unitPays').at(-1)).toMatchObject({ unitId: 'hopper-10', pays: false });
    hopper(rig, 'hopper-10').blockSensor(false);
    rig.kit.validator.faults.muteFor(5_000);
    rig.advance(4_000);
    expect(rig.availability).toBe('offline');
    rig.advance(5_000);
    expect(rig.availability).toBe('attention');
  });

  test('a hopper without power only calls for somebody while others pay, also from the start', () => {
    const rig = online();
    hopper(rig, 'hopper-50').powerOff();
    rig.advance(8_000);
    expect(rig.availability).toBe('attention');
    expect(rig.of('unitPays').at(-1)).toMatchObject({ unitId: 'hopper-50', pays: false });
    rig.kill();
    rig.clear();
    rig.start();
    rig.advance(8_000);
    expect(rig.availability).toBe('attention');
    expect(rig.of('capabilities')).toHaveLength(1);
    hopper(rig, 'hopper-50').powerOn();
    rig.advance(8_000);
    expect(rig.availability).toBe('online');
    expect(rig.of('unitPays').at(-1)).toMatchObject({ unitId: 'hopper-50', pays: true });
    expect(rig.of('capabilities')).toHaveLength(1);
    // Nothing comes in without the acceptor.
    rig.kit.acceptor.powerOff();
    rig.advance(8_000);
    expect(rig.availability).toBe('offline');
  });

  test('claimed and lent: all parts are lent before the changer is, and it comes back online', () => {
    const rig = online();
    rig.command({ type: 'lend' });
    rig.advance(3_000);
    expect(rig.of('holder')).toMatchObject([{ holder: 'lent' }]);
    rig.command({ type: 'claim' });
    rig.advance(4_000);
    expect(rig.of('holder').at(-1)).toMatchObject({ holder: 'claimed' });
    expect(rig.availability).toBe('online');
    rig.command({ type: 'checkHealth', level: 'internal' });
    rig.advance(3_000);
    expect(rig.of('health')).toMatchObject([{ passed: true }]);
  });
});

// ------------------------------------------------------------------------------------------- faults in any order

const fault = fc.constantFrom('drop', 'request', 'corrupt', 'mute', 'delay', 'noteDrop', 'noteRequest', 'noteCorrupt');
const act = fc.oneof(
  fc.record({ type: fc.constant('coin' as const), value: fc.constantFrom(10, 50, 100, 500) }),
  fc.record({ type: fc.constant('note' as const) }),
  fc.record({ type: fc.constant('stack' as const) }),
  fc.record({ type: fc.constant('back' as const) }),
  fc.record({
    type: fc.constant('pay' as const),
    unit: fc.constantFrom(...KIT_HOPPERS),
    count: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ type: fc.constant('fault' as const), fault, times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('kill' as const), rest_ms: fc.integer({ min: 0, max: 900 }) }),
  fc.record({ type: fc.constant('wait' as const), span_ms: fc.integer({ min: 1, max: 1_500 }) }),
);
const power = fc.record({
  type: fc.constant('power' as const),
  device: fc.constantFrom('acceptor', 'validator', 'hopper-100', 'hopper-10'),
  off_ms: fc.integer({ min: 1, max: 3_000 }),
});
type Of<T> = T extends fc.Arbitrary<infer U> ? U : never;
type Act = Of<typeof act> | Of<typeof power>;

function lineFault(rig: CashRig, name: string, times: number): void {
  const faults = name.startsWith('note') ? rig.kit.validator.faults : rig.kit.bus.faults;
  for (let i = 0; i < times; i += 1) {
    if (name.endsWith('rop')) faults.dropNextFrame();
    else if (name.endsWith('equest')) faults.dropNextRequest();
    else if (name.endsWith('orrupt')) faults.corruptNextFrame();
    else if (name === 'delay') faults.delayNextFrame(200 * (i + 1));
    else faults.muteFor(300 * times);
  }
}

function perform(rig: CashRig, one: Act, number: number): void {
  const escrow = rig.of('cashEscrowed').at(-1)?.escrowId ?? 'none';
  switch (one.type) {
    case 'coin':
      return rig.kit.acceptor.insertCoin(one.value);
    case 'note':
      rig.kit.validator.insertNote(1000);
      return;
    case 'stack':
      return rig.order(`i${number}`, { type: 'stack', escrowId: escrow, denomination_yen: 1000 });
    case 'back':
      rig.command({ type: 'returnEscrow', escrowId: escrow });
      rig.advance(1_200);
      rig.kit.validator.takeReturned();
      return;
    case 'pay': {
      const { unitId, denomination_yen } = one.unit;
      return rig.order(`i${number}`, { type: 'payPieces', unitId, denomination_yen, count: one.count });
    }
    case 'fault':
      return lineFault(rig, one.fault, one.times);
    case 'kill':
      rig.kill();
      rig.advance(one.rest_ms);
      rig.start();
      rig.resolveAll();
      rig.command({ type: 'enable', denominations_yen: ALL });
      return;
    case 'wait':
      rig.advance(one.span_ms);
      return;
    case 'power': {
      const { acceptor, validator } = rig.kit;
      const device =
        one.device === 'acceptor' ? acceptor : one.device === 'validator' ? validator : hopper(rig, one.device);
      device.powerOff();
      rig.clock.after(one.off_ms, () => device.powerOn());
    }
  }
}

/** Late answers at a start: the serial number was read from the answer to another question, and a reset was told of. */
const LATE_SERIAL: readonly Of<typeof act>[] = [
  { type: 'kill', rest_ms: 0 },
  { type: 'wait', span_ms: 1_200 },
  { type: 'fault', fault: 'delay', times: 3 },
  { type: 'kill', rest_ms: 402 },
  { type: 'wait', span_ms: 242 },
  { type: 'kill', rest_ms: 0 },
  { type: 'wait', span_ms: 1_200 },
  { type: 'kill', rest_ms: 0 },
];
/** Power dips at a start: 230 and 225 were taken for unknown to the device, and a coin was lost without a range. */
const DIPS_AT_START: readonly Act[] = [
  { type: 'coin', value: 10 },
  { type: 'kill', rest_ms: 0 },
  { type: 'power', device: 'acceptor', off_ms: 43 },
  { type: 'wait', span_ms: 401 },
  { type: 'power', device: 'acceptor', off_ms: 1 },
  { type: 'power', device: 'acceptor', off_ms: 1 },
  { type: 'power', device: 'acceptor', off_ms: 908 },
];

describe('no yen is lost or credited twice (cash.md section 5)', () => {
  test('line faults, restarts and orders in any order: books and physics agree, every order ends', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 30 }), (acts) => {
        const rig = online();
        open(rig);
        acts.forEach((one, number) => {
          perform(rig, one, number);
          rig.advance(120);
        });
        // The citizen takes back what sticks out; everything comes to rest.
        for (let i = 0; i < 8; i += 1) {
          rig.advance(5_000);
          rig.kit.validator.takeReturned();
        }
        expect(rig.intents.size).toBe(0);
        expect([...rig.ended.values()].filter((outcome) => outcome.result === 'unknown')).toHaveLength(0);
        // No device was reset, and none is said to have been. Coins faster than a bad line could read are a range, no loss.
        const ranges = rig.of('uncertain');
        expect(ranges.map(({ reason }) => reason)).toEqual(ranges.map(() => 'cashEventsLost'));
        if (ranges.length === 0) agree(rig);
        const unseen_yen = unbooked_yen(rig);
        expect(unseen_yen).toBeGreaterThanOrEqual(ranges.reduce((sum, range) => sum + range.least_yen, 0));
        expect(unseen_yen).toBeLessThanOrEqual(ranges.reduce((sum, range) => sum + range.most_yen, 0));
        const notes = [...rig.credits.values()].filter((credit) => credit.denomination_yen === 1000).length;
        expect(rig.kit.places.count('note-box', 1000)).toBe(notes);
        if (!acts.some((one) => one.type === 'kill' || one.type === 'fault')) expect(ranges).toEqual([]);
      }),
      { numRuns: 60, examples: [[[...LATE_SERIAL]]] },
    );
  });

  test('loss of power anywhere: payouts stay exact, what came in unseen lies within the ranges told', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(act, power), { minLength: 5, maxLength: 30 }), (acts) => {
        const rig = online();
        open(rig);
        acts.forEach((one, number) => {
          perform(rig, one, number);
          rig.advance(120);
        });
        for (let i = 0; i < 16; i += 1) {
          rig.advance(5_000);
          rig.kit.validator.takeReturned();
        }
        expect(rig.intents.size).toBe(0);
        // A credited coin that was falling when its power went lies in the cash box instead of the hopper.
        const unseen_yen = unbooked_yen(rig);
        const most_yen = rig.of('uncertain').reduce((sum, fact) => sum + fact.most_yen, 0);
        expect(unseen_yen).toBeLessThanOrEqual(most_yen);
        const credited = [...rig.credits.values()].filter((credit) => credit.denomination_yen === 1000).length;
        const disputes = [...rig.ended.values()].filter(
          (outcome) => outcome.result === 'unknown' && outcome.deviceId === 'notes',
        );
        const unseenNotes = rig.kit.places.count('note-box', 1000) - credited;
        expect(unseenNotes).toBeGreaterThanOrEqual(0);
        expect(unseenNotes).toBeLessThanOrEqual(disputes.length);
      }),
      { numRuns: 60, examples: [[[...DIPS_AT_START]]] },
    );
  });
});
