/** Each device broken in turn, and the fault found by the command alone. */
import { describe, expect, test } from 'vitest';
import { openIndicators, openKeypad } from '../../drivers/open-panel.ts';
import { createOtherCard } from '../virtual/card/other-cards.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { VirtualBoard } from '../virtual/hid/board.ts';
import { configured, HidPort } from '../protocol/hid-rig.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { COINS_PORT, insertPiece, NOTES_PORT } from './hardware.ts';
import { Technician, lineOf } from './technician.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const MINUTE_MS = 60_000;

/** A kiosk with everything: lamps and keys of a panel board, a voice that knows what it lacks, keys that end. */
class Bench {
  readonly world: World;
  readonly sato: Technician;
  readonly missing: string[] = [];
  readonly keysEnd: { name: string; from_epoch_ms: number; until_epoch_ms: number }[] = [
    { name: 'kiosk', from_epoch_ms: 0, until_epoch_ms: Date.UTC(2030, 0, 1) },
  ];
  board!: VirtualBoard;
  usb!: HidPort;
  systemAhead_ms = 0;

  constructor(options: WorldOptions = {}) {
    this.world = createWorld({
      ...options,
      change: (ports, room) => {
        this.usb ??= new HidPort(room);
        if (this.board === undefined) {
          this.board = new VirtualBoard(room, {});
          this.usb.plugIn(this.board);
        }
        const wires = { ...this.usb.wires(), clock: ports.clock };
        return {
          ...ports,
          systemTime_epoch_ms: () => Date.UTC(2025, 3, 16, 1, 0, 0) + room.now_ms() + this.systemAhead_ms,
          keysEnd: () => this.keysEnd,
          optionsOf: (id) => (id === 'cardReader' ? { reader: 'Virtual PCD' } : {}),
          voice: { ...ports.voice, missing: () => this.missing },
          devices: {
            ...ports.devices,
            openIndicators: () => openIndicators([configured('indicators', {})], wires),
            openKeypad: () => openKeypad([configured('keypad', {})], wires),
          },
        };
      },
    });
    this.world.clock.advance(MINUTE_MS);
    this.sato = new Technician(this.world);
  }

  /** Until the question is asked, then its number. */
  question(told: { readonly progress: readonly string[] }, wanted: string): number {
    let number = 0;
    this.world.until(() => {
      const last = told.progress.at(-1) ?? '';
      if (!last.startsWith('ask ') || !last.includes(wanted)) return false;
      number = Number(last.split(' ')[1]);
      return true;
    });
    return number;
  }
}

test('a kiosk that is well has no find, each device is named, and it is open again afterwards', () => {
  const { world, sato } = new Bench();
  const { passed, rows } = sato.ask('diag.run');
  expect(passed).toBe(true);
  expect(rows.filter(({ result }) => result === 'warn' || result === 'fail').map(lineOf)).toEqual([]);
  const devices = new Set(rows.map(({ device }) => device));
  for (const id of [
    'cardReader',
    'cash',
    'coins',
    'notes',
    'hopper-10',
    'printer',
    'sound',
    'centre',
    'ledger',
    'screen',
  ])
    expect(devices, `${id} is checked`).toContain(id);
  expect(rows.filter(({ check }) => check === 'selfTest').map(lineOf)).toEqual([
    'cardReader selfTest ok',
    'cash selfTest ok',
    'printer selfTest ok',
  ]);
  world.until(() => world.kiosk().picture().screen === 'idle');
});

describe('internal: each device broken in turn has its named find', () => {
  const FAULTS: readonly (readonly [string, (bench: Bench) => void, string])[] = [
    [
      'the reader’s service is down',
      ({ world }) => world.hardware.reader.stopService(),
      'cardReader state fail pcscUnavailable',
    ],
    [
      'a card lies there',
      ({ world }) => world.hardware.reader.insert(world.card(CN.susonoTaro)),
      'cardReader noCard warn cardLeft',
    ],
    [
      'the coin line is unplugged',
      ({ world }) => world.lines.unplug(COINS_PORT),
      'coins state fail cashPortUnavailable',
    ],
    [
      'the note line is unplugged',
      ({ world }) => world.lines.unplug(NOTES_PORT),
      'notes state fail cashPortUnavailable',
    ],
    [
      'a hopper has no power',
      ({ world }) => world.hardware.hoppers.find(({ place }) => place === 'hopper-50')!.powerOff(),
      'hopper-50 state fail cashOffline',
    ],
    [
      'a hopper was emptied by hand',
      ({ world }) => world.hardware.hoppers.find(({ place }) => place === 'hopper-100')!.emptyHopper(),
      'hopper-100 stock warn countersDiffer',
    ],
    ['the note box is out', ({ world }) => world.hardware.validator.openStacker(), 'notes state fail cashBoxFull'],
    ['a note is jammed', ({ world }) => world.hardware.validator.fail(0xa2), 'notes state fail cashFault'],
    ['no paper', ({ world }) => world.hardware.printer.loadPaper(0), 'printer state fail printerPaper'],
    [
      'the voice has no outlet',
      (bench) => bench.missing.push('speaker: no sink'),
      'sound outlet fail soundUnavailable',
    ],
    ['the panel board is unplugged', ({ usb }) => usb.pullOut(), 'indicators state fail panelDeviceAbsent'],
    ['no screen', ({ world }) => world.kiosk().onScreen(false), 'screen present fail screenAbsent'],
    [
      'the centre is away',
      ({ world }) => world.centre.faults.arm({ at: 'time', answer: { kind: 'unreachable' } }),
      'centre reachable fail centreUnreachable',
    ],
    ['the machine’s clock is wrong', (bench) => (bench.systemAhead_ms = 3_600_000), 'centre clockSkew warn clockSkew'],
    [
      'a certificate has ended',
      (bench) => bench.keysEnd.push({ name: 'centre', from_epoch_ms: 0, until_epoch_ms: 1 }),
      'certificates expiry fail keysEnded',
    ],
    [
      'a certificate ends soon',
      (bench) => bench.keysEnd.push({ name: 'centre', from_epoch_ms: 0, until_epoch_ms: Date.UTC(2025, 3, 20) }),
      'certificates expiry warn keysEndSoon',
    ],
  ];

  test.each(FAULTS)('%s', (_, breakIt, find) => {
    const bench = new Bench();
    breakIt(bench);
    bench.world.clock.advance(10_000);
    const { rows } = bench.sato.ask('diag.run');
    expect(rows.filter(({ result }) => result !== 'ok').map(lineOf)).toContain(find);
    const found = rows.find((row) => lineOf(row) === find)!;
    expect(found.code).toMatch(/^M\d{4}$/);
    expect(found.remedy).not.toBe('');
    expect(found.detail).not.toBe('');
  });

  test('a unit that nobody counted', () => {
    const { sato } = new Bench({ neverCounted: ['hopper-500'] });
    expect(sato.finds('cash')).toContain('hopper-500 stock fail stockNotCounted');
  });

  test('a lent device is told as lent and left alone; a name that is none is refused', () => {
    const { world, sato } = new Bench();
    world.kiosk().lend('printer');
    world.until(() => world.kiosk().holderOf('printer') === 'lent');
    const { rows } = sato.ask('diag.run', { device: 'printer' });
    expect(rows.map(lineOf)).toContain('printer state skipped deviceLent');
    expect(rows.every(({ result }) => result === 'skipped')).toBe(true);
    expect(() => sato.ask('diag.run', { device: 'till' })).toThrow(/known are all, cardReader.*M1113/);
  });

  test('nothing is tested while somebody is served, nor two at once', () => {
    const { world, sato } = new Bench();
    const first = sato.begin('diag.run', { device: 'cardReader', level: 'interactive' });
    expect(world.kiosk().picture().reasons).toEqual(['technicianAtWork']);
    for (const method of ['diag.run', 'card.look', 'printer.testPage', 'lamps.test', 'sound.test'] as const)
      expect(() => sato.begin(method), method).toThrow(/M1112/);
    first.gone();
    world.until(() => first.answer !== null);
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
    for (const method of ['diag.run', 'card.look', 'printer.testPage', 'lamps.test', 'sound.test'] as const)
      expect(() => sato.begin(method), method).toThrow(/M1112/);
  });
});

describe('external and interactive', () => {
  test('lamps, tone, page and units move, and everything is as before afterwards', () => {
    const { world, sato, board } = new Bench();
    const before = board.look();
    const sheets = world.hardware.printer.sheets().length;
    const { rows } = sato.ask('diag.run', { level: 'external' });
    expect(rows.filter(({ result }) => result !== 'ok').map(lineOf)).toEqual([]);
    expect(rows.filter(({ check }) => check !== 'state').map(lineOf)).toEqual([
      'cash selfTest ok',
      'printer testPage ok',
      'indicators blink ok',
      'sound tone ok',
    ]);
    expect(world.hardware.printer.sheets().length).toBe(sheets + 1);
    world.until(() => world.kiosk().picture().screen === 'idle');
    expect(board.look()).toEqual(before);
  });

  test('a coin that comes back, a card, each key, and what a person saw and heard', () => {
    const bench = new Bench();
    const { world, sato, board } = bench;
    const told = sato.begin('diag.run', { level: 'interactive' });
    bench.question(told, 'cardReader putCardOn');
    world.hardware.reader.insert(world.card(CN.susonoTaro));
    bench.question(told, 'cash insertCoin');
    world.hardware.reader.remove();
    insertPiece(world.hardware, 100);
    bench.question(told, 'cash insertNote');
    // No hand is faster than the unit opens its gate.
    world.clock.advance(2_000);
    insertPiece(world.hardware, 1000);
    world.until(() => world.hardware.validator.takeReturned() === 1000);
    const page = bench.question(told, 'printer pageGood');
    expect(sato.ask('diag.answer', { question: page, answer: 'yes' })).toEqual({ taken: true });
    const lamp = bench.question(told, 'indicators lampSeen');
    sato.ask('diag.answer', { question: lamp, answer: 'no' });
    expect(sato.ask('diag.answer', { question: lamp, answer: 'yes' })).toEqual({ taken: false });
    for (const key of ['next', 'previous', 'select', 'back', 0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const) {
      bench.question(told, `keypad pressKey ${key}`);
      if (key === 7) {
        sato.ask('diag.answer', { question: bench.question(told, 'pressKey 7'), answer: 'no' });
      } else {
        board.press(key);
      }
      world.clock.advance(100);
    }
    sato.ask('diag.answer', { question: bench.question(told, 'sound toneHeard speaker'), answer: 'yes' });
    sato.ask('diag.answer', { question: bench.question(told, 'screen screenSeen'), answer: 'skip' });
    world.until(() => told.answer !== null);
    const found = told.answer!.rows.filter(({ check }) => check !== 'state').map(lineOf);
    expect(found).toEqual([
      'cardReader card ok',
      'cash coin ok',
      'cash note ok',
      'printer testPage ok',
      'printer page ok',
      'indicators seen fail notConfirmed',
      'keypad keys fail notConfirmed',
      'sound heard ok',
      'screen shown skipped notAnswered',
    ]);
    expect(told.answer!.rows.find(({ check }) => check === 'keys')?.detail).toBe('keys that did not come: 7');
    expect(sato.ask('ledger.reconcile').codes).toEqual([]);
    world.until(() => world.kiosk().picture().screen === 'idle');
  });

  test('a technician who walks away leaves no lock: hung up, or a minute without an answer', () => {
    const { world, sato } = new Bench();
    const told = sato.begin('diag.run', { device: 'screen', level: 'interactive' });
    world.clock.advance(61_000);
    expect(told.answer?.rows.map(lineOf)).toEqual(['screen shown skipped notAnswered']);
    const other = sato.begin('diag.run', { device: 'cash', level: 'interactive' });
    world.clock.advance(1_000);
    other.gone();
    world.until(() => world.kiosk().picture().screen === 'idle', 5_000);
  });
});

describe('single methods', () => {
  test('card.look: kind and tries by the empty VERIFY; nothing of the holder is told or kept', () => {
    const { world, sato } = new Bench();
    const told = sato.begin('card.look', { wait_s: 20 });
    expect(told.progress).toEqual(['putCardOn']);
    world.clock.advance(2_000);
    const card = world.card(CN.susonoTaro);
    world.hardware.reader.insert(card);
    world.until(() => told.answer !== null);
    expect(told.answer).toEqual({ kind: 'individual', tries: 3, code: null, name: null });
    world.clock.advance(2_000);
    world.hardware.reader.remove();
    world.until(() => world.kiosk().picture().screen === 'idle');
    expect(JSON.stringify(world.trace)).not.toContain('unexpected');
    // The same kiosk serves the next citizen as ever.
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
  });

  test('card.look: no card in time, and a card of another kind', () => {
    const { world, sato } = new Bench();
    expect(sato.ask('card.look', { wait_s: 1 })).toMatchObject({ kind: 'none', tries: null });
    world.hardware.reader.insert(createOtherCard('bank'));
    expect(sato.ask('card.look')).toMatchObject({ kind: 'bank', tries: null, name: 'cardBank' });
  });

  test('device: identity, counters, traits, options, and what it was since the start', () => {
    const { world, sato } = new Bench();
    world.hardware.printer.loadPaper(0);
    world.clock.advance(20_000);
    world.hardware.printer.loadPaper(200);
    world.clock.advance(40_000);
    const printer = sato.ask('device', { device: 'printer' });
    expect(printer.history.map(({ availability }) => availability).slice(0, 3)).toEqual(['online', 'stop', 'online']);
    expect(printer.errors).toMatchObject([{ code: 'M4005', times: 1 }]);
    expect(printer.errors[0]!.at_ms).toBeGreaterThan(Date.UTC(2025, 3, 16));
    expect(printer.traits).toHaveProperty('rasterTypes');
    const hopper = sato.ask('device', { device: 'hopper-100' });
    expect(hopper).toMatchObject({ class: 'coinDispenser', partOf: 'cash', counters: { pieces_100_yen: 60 } });
    expect(sato.ask('device', { device: 'cardReader' }).options).toEqual({ reader: 'Virtual PCD' });
    expect(sato.ask('device', { device: 'indicators' }).traits).toHaveProperty('lamps');
    expect(() => sato.ask('device', { device: 'till' })).toThrow(/known are cardReader/);
  });

  test('printer.look, printer.testPage, lamps.test and sound.test', () => {
    const { world, sato, missing } = new Bench();
    expect(sato.ask('printer.look')).toMatchObject({ availability: 'online', tonerLow: false });
    expect(sato.ask('printer.testPage').number).toBeGreaterThan(0);
    const told = sato.begin('lamps.test');
    world.until(() => told.answer !== null);
    expect(told.progress).toContain('indicators cardReader');
    expect(told.progress).toContain('indicators tower call');
    expect(told.answer!.devices).toMatchObject([{ device: 'indicators', tower: true }]);
    expect(sato.ask('sound.test')).toEqual({ outlet: 'speaker', seconds: 6 });
    expect(world.trace.join('\n')).toContain('tone attention');
    missing.push('speaker: no sink');
    expect(() => sato.ask('sound.test')).toThrow(/no sink.*M7101/);
    world.hardware.printer.loadPaper(0);
    world.clock.advance(20_000);
    expect(() => sato.ask('printer.testPage')).toThrow(/M4/);
  });

  test('service.drain waits until nobody is inside; service.resume opens; a restart resumes', () => {
    const { world, sato } = new Bench();
    authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
    const told = sato.begin('service.drain', { wait: true });
    world.clock.advance(2_000);
    expect(told.answer).toBeNull();
    expect(told.progress[0]).toMatch(/^waiting /);
    world.press({ type: 'citizen.cancel' });
    world.hardware.reader.remove();
    world.until(() => told.answer !== null);
    expect(told.answer).toEqual({ state: 'draining', serving: false });
    expect(sato.ask('service.resume')).toEqual({ state: 'open', serving: false });
    expect(
      world
        .kiosk()
        .incidents()
        .recent.map(({ detail }) => detail),
    ).toEqual(['resumed by sato', 'drained by sato']);
    sato.ask('service.drain');
    world.kill();
    world.start();
    world.until(() => world.kiosk().picture().screen === 'idle');
  });
});
