/** The panel board: lamps, sensors, keys and headphone socket by the report of drivers/hid/README.md. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIdentity, readKey, readState, writeLamps } from '../../drivers/hid/board-report.ts';
import type { IndicatorsFact } from '../../drivers/indicators.ts';
import type { KeypadFact } from '../../drivers/keypad.ts';
import { openIndicators, openKeypad } from '../../drivers/open-panel.ts';
import { VirtualBoard, type BoardTraits } from '../virtual/hid/board.ts';
import { configured, HidPort, statusText } from './hid-rig.ts';

function lampRig(traits: BoardTraits = {}) {
  const port = new HidPort();
  const board = new VirtualBoard(port.clock, traits);
  const [lamps] = openIndicators([configured('indicators', {})], port.wires());
  const facts: IndicatorsFact[] = [];
  lamps!.onFact((fact) => facts.push(fact));
  port.clock.advance(10);
  const statuses = (): string[] => facts.flatMap((fact) => (fact.type === 'status' ? [statusText(fact)] : []));
  return { port, board, lamps: lamps!, facts, statuses };
}

function keyRig(traits: BoardTraits = {}) {
  const port = new HidPort();
  const board = new VirtualBoard(port.clock, traits);
  const keypad = openKeypad([configured('keypad', {})], port.wires())!;
  const facts: KeypadFact[] = [];
  keypad.onFact((fact) => facts.push(fact));
  port.clock.advance(10);
  port.plugIn(board);
  port.clock.advance(10);
  const statuses = (): string[] => facts.flatMap((fact) => (fact.type === 'status' ? [statusText(fact)] : []));
  return { port, board, keypad, facts, statuses };
}

describe('R94: lamps and sensors of a panel board', () => {
  test('a board that is not there is told with a code, and looked for until it is', () => {
    const { port, board, statuses, facts } = lampRig();
    expect(statuses()).toEqual(['starting', 'offline panelDeviceAbsent']);
    port.plugIn(board);
    port.clock.advance(10);
    expect(statuses().at(-1)).toBe('online');
    expect(facts).toContainEqual({
      type: 'identified',
      maker: 'Madoguchi',
      product: 'panel board',
      serial: '0001',
      firmware: '2.7',
    });
    expect(facts).toContainEqual(expect.objectContaining({ type: 'equipped', tower: true }));
  });

  test('what was commanded burns at once, alone, and goes on burning', () => {
    const { port, board, lamps } = lampRig();
    port.plugIn(board);
    port.clock.advance(10);
    lamps.command({ type: 'light', place: 'cardReader', pattern: 'blink' });
    lamps.command({ type: 'light', place: 'changeTray', pattern: 'on' });
    lamps.command({ type: 'tower', state: 'left' });
    expect(board.look()).toEqual({ on: ['changeTray'], blinking: ['cardReader'], tower: 'left' });
    lamps.command({ type: 'light', place: 'cardReader', pattern: 'off' });
    port.clock.advance(60_000);
    expect(board.look()).toEqual({ on: ['changeTray'], blinking: [], tower: 'left' });
  });

  test('a dead kiosk leads nobody to a dead slot: the board goes dark by itself', () => {
    const { port, board, lamps } = lampRig();
    port.plugIn(board);
    port.clock.advance(10);
    lamps.command({ type: 'light', place: 'cashSlot', pattern: 'on' });
    lamps.close();
    port.clock.advance(4_000);
    expect(board.look().on).toEqual(['cashSlot']);
    port.clock.advance(1_100);
    expect(board.look().on).toEqual([]);
  });

  test('a board that was pulled out and put back is lit as before, and tells anew what lies there', () => {
    const { port, board, lamps, statuses, facts } = lampRig();
    port.plugIn(board);
    port.clock.advance(10);
    board.lay('paperExit', true);
    port.pullOut();
    expect(statuses().at(-1)).toBe('offline panelDeviceAbsent');
    port.clock.advance(30_000);
    facts.length = 0;
    port.plugIn(board);
    port.clock.advance(2_000);
    // The kiosk lights anew when it hears what the device has.
    expect(facts.map(({ type }) => type)).toContain('equipped');
    expect(statuses()).toEqual(['online']);
    expect(facts).toContainEqual({ type: 'presence', place: 'paperExit', present: true });
    lamps.command({ type: 'light', place: 'glass', pattern: 'on' });
    expect(board.look().on).toEqual(['glass']);
  });

  test('each place is told once at the start and then only when it changes', () => {
    const { port, board, facts } = lampRig({ sensors: ['paperExit', 'changeTray'] });
    port.plugIn(board);
    port.clock.advance(5_000);
    board.lay('changeTray', true);
    board.lay('glass', true);
    port.clock.advance(5_000);
    board.lay('changeTray', false);
    const presences = facts.filter(({ type }) => type === 'presence');
    expect(presences).toEqual([
      { type: 'presence', place: 'paperExit', present: false },
      { type: 'presence', place: 'changeTray', present: false },
      { type: 'presence', place: 'changeTray', present: true },
      { type: 'presence', place: 'changeTray', present: false },
    ]);
  });

  test.each([
    ['another thing with the same numbers', { magic: 'NOPE' }],
    ['a board of another version', { version: 2 }],
    ['a board that has nothing', { lamps: [], sensors: [], equipment: 2 }],
  ])('%s is refused with a code and lights nothing', (_, traits) => {
    const { port, board, lamps, statuses, facts } = lampRig(traits);
    port.plugIn(board);
    port.clock.advance(60_000);
    lamps.command({ type: 'light', place: 'cashSlot', pattern: 'on' });
    expect(statuses().at(-1)).toBe('stop panelDeviceIdentity');
    expect(statuses().filter((text) => text.startsWith('stop'))).toHaveLength(1);
    expect(facts.some(({ type }) => type === 'equipped' || type === 'presence')).toBe(false);
    expect(board.lampReports).toBe(0);
  });

  test('a board that refuses to say what it is comes in as soon as it does', () => {
    const { port, board, statuses } = lampRig();
    board.refusesIdentity = true;
    port.plugIn(board);
    port.clock.advance(1_000);
    expect(statuses().at(-1)).toBe('stop panelDeviceIdentity');
    board.refusesIdentity = false;
    port.clock.advance(11_000);
    expect(statuses().at(-1)).toBe('online');
  });

  test('a lamp that is dead, or a board that does not follow, wants somebody to look, and says when it is well again', () => {
    const { port, board, statuses } = lampRig();
    port.plugIn(board);
    board.hasDeadLamp = true;
    port.clock.advance(2_000);
    expect(statuses().at(-1)).toBe('attention panelDeviceFault');
    board.hasDeadLamp = false;
    port.clock.advance(2_000);
    expect(statuses().at(-1)).toBe('online');
    board.isDeaf = true;
    port.clock.advance(6_000);
    expect(statuses().at(-1)).toBe('attention panelDeviceFault');
    board.isDeaf = false;
    port.clock.advance(3_000);
    expect(statuses().at(-1)).toBe('online');
  });

  test('a board that says nothing is given up and opened anew', () => {
    const { port, board, statuses } = lampRig();
    port.plugIn(board);
    port.clock.advance(1_000);
    board.isMute = true;
    port.clock.advance(5_000);
    expect(statuses()).toContain('offline panelDeviceAbsent');
    board.isMute = false;
    port.clock.advance(30_000);
    expect(statuses().at(-1)).toBe('online');
  });
});

describe('R103: keys and headphones of a panel board', () => {
  test('each press is one key, whatever the wire repeats', () => {
    const { board, port, facts } = keyRig();
    board.press('next');
    port.repeat();
    board.press('next');
    board.press('select');
    board.press(0);
    board.press(9);
    port.repeat();
    expect(facts.filter(({ type }) => type === 'key' || type === 'digit')).toEqual([
      { type: 'key', key: 'next' },
      { type: 'key', key: 'next' },
      { type: 'key', key: 'select' },
      { type: 'digit', digit: 0 },
      { type: 'digit', digit: 9 },
    ]);
  });

  test('a key that nobody defined is counted and does nothing; no message says which', () => {
    const { board, facts } = keyRig();
    board.press('unknown');
    expect(facts.at(-1)).toEqual({ type: 'noise', what: 'a key report that is not defined' });
  });

  test('a board that is mashed, or sends keys by itself, presses no more than a hand can make', () => {
    const { board, port, facts } = keyRig();
    for (let press = 0; press < 400; press += 1) {
      board.press('select');
      port.clock.advance(5);
    }
    const keys = (): number => facts.filter(({ type }) => type === 'key').length;
    expect(keys()).toBe(20);
    port.clock.advance(300);
    board.press('select');
    expect(keys()).toBe(21);
  });

  test('a plug is told at the start and at each change', () => {
    const { board, port, facts } = keyRig();
    port.clock.advance(3_000);
    board.plug(true);
    port.clock.advance(3_000);
    board.plug(false);
    expect(facts.filter(({ type }) => type === 'headphones')).toEqual([
      { type: 'headphones', plugged: false },
      { type: 'headphones', plugged: true },
      { type: 'headphones', plugged: false },
    ]);
  });

  test('a board without a socket never tells of one; one without keys is refused as a keypad', () => {
    const { board, port, facts } = keyRig({ equipment: 2 });
    board.plug(true);
    port.clock.advance(3_000);
    expect(facts.some(({ type }) => type === 'headphones')).toBe(false);
    expect(keyRig({ equipment: 5 }).statuses().at(-1)).toBe('stop panelDeviceIdentity');
  });

  test('lamps and keys of one board are two devices and do not disturb each other', () => {
    const port = new HidPort();
    const board = new VirtualBoard(port.clock);
    const wires = port.wires();
    const devices = [configured('indicators', {}), configured('keypad', {})];
    const heard: string[] = [];
    const [lamps] = openIndicators(devices, wires);
    lamps!.onFact(({ type }) => heard.push(`lamps ${type}`));
    openKeypad(devices, wires)!.onFact(({ type }) => heard.push(`keys ${type}`));
    port.plugIn(board);
    port.clock.advance(2_000);
    heard.length = 0;
    board.press('help');
    expect(heard).toEqual(['keys key']);
    lamps!.command({ type: 'light', place: 'glass', pattern: 'on' });
    expect(board.look().on).toEqual(['glass']);
  });
});

describe('the reports of the panel board', () => {
  test('are the bytes of the document', () => {
    expect([...writeLamps(7, { on: ['cardReader', 'glass'], blinking: ['changeTray'], tower: 'call' }, 5)]).toEqual([
      2, 7, 0x41, 0, 0x08, 0, 4, 5, 0,
    ]);
    const identity = Buffer.from('014d4447500100020703000c0003000000', 'hex');
    expect(readIdentity(identity)).toEqual({
      version: 1,
      minor: 0,
      firmware: '2.7',
      lamps: ['cardReader', 'cashSlot'],
      sensors: ['paperExit', 'changeTray'],
      tower: true,
      keypad: true,
      socket: false,
    });
    expect(readState(Uint8Array.from([3, 9, 4, 0, 0x81, 0, 0, 0, 0]))).toEqual({
      followed: 9,
      present: ['paperExit'],
      plugged: true,
      lampFault: true,
    });
    expect(readKey(Uint8Array.from([4, 1, 0x25]))).toEqual({ count: 1, digit: 5 });
  });

  test('are read without a throw whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        for (const number of [1, 2, 3, 4]) {
          const report = Uint8Array.from([number, ...bytes]);
          readIdentity(report);
          readState(report);
          readKey(report);
        }
      }),
    );
  });
});
