/** Towers and keyboards whose facts are data: models of drivers/hid, and those of a site. */
import { describe, expect, test } from 'vitest';
import { DRIVERS } from '../../config/drivers.ts';
import { usagesOf } from '../../drivers/hid/keyboard.ts';
import { INDICATOR_MODELS, indicatorModelNamed, KEYPAD_MODELS, keypadModelNamed } from '../../drivers/hid/models.ts';
import type { IndicatorsFact, TowerState } from '../../drivers/indicators.ts';
import type { KeypadFact } from '../../drivers/keypad.ts';
import { openIndicators, openKeypad } from '../../drivers/open-panel.ts';
import { VirtualKeyboard } from '../virtual/hid/keyboard.ts';
import { VirtualDelcom, VirtualPatlite } from '../virtual/hid/towers.ts';
import { configured, HidPort, statusText } from './hid-rig.ts';

function towerRig(model: string, device: VirtualPatlite | VirtualDelcom) {
  const port = new HidPort();
  const [tower] = openIndicators([configured('indicators', { model })], port.wires());
  const facts: IndicatorsFact[] = [];
  tower!.onFact((fact) => facts.push(fact));
  port.clock.advance(10);
  port.plugIn(device);
  port.clock.advance(10);
  return { port, tower: tower!, facts };
}

describe('R94: status towers', () => {
  test.each<[TowerState, string]>([
    ['idle', 'green on'],
    ['serving', 'green on, blue on'],
    ['left', 'yellow blinking, green on'],
    ['call', 'red blinking'],
    ['closed', 'red on'],
    ['off', ''],
  ])('PATLITE LR6-USB shows %s as "%s", and never sounds: the voice speaks', (state, expected) => {
    const device = new VirtualPatlite();
    device.buzzer = 1;
    const { tower } = towerRig('patlite-lr6-usb', device);
    tower.command({ type: 'tower', state });
    const shown = Object.entries(device.lights).filter(([, light]) => light !== 'off');
    expect(shown.map((pair) => pair.join(' ')).join(', ')).toBe(expected);
    expect(device.buzzer).toBe(0);
  });

  test.each<[TowerState, string]>([
    ['call', 'red blinking'],
    ['left', 'yellow blinking'],
    ['idle', 'green on'],
    ['closed', 'red on'],
    ['off', ''],
  ])('Delcom shows %s as "%s", whatever it showed before', (state, expected) => {
    const device = new VirtualDelcom();
    const { tower } = towerRig('delcom-visual-indicator', device);
    for (const before of ['left', 'call', state] as const) tower.command({ type: 'tower', state: before });
    const shown = Object.entries(device.lights).filter(([, light]) => light !== 'off');
    expect(shown.map((pair) => pair.join(' ')).join(', ')).toBe(expected);
  });

  test('a tower says what it is and that it has no lamps and no sensors', () => {
    const { facts } = towerRig('patlite-lr6-usb', new VirtualPatlite());
    expect(facts).toContainEqual({ type: 'equipped', lamps: [], sensors: [], tower: true });
    expect(facts).toContainEqual(expect.objectContaining({ type: 'identified', maker: 'PATLITE', firmware: '1.00' }));
  });

  test('a tower whose own power failed shows its state again within its refresh', () => {
    const device = new VirtualPatlite();
    const { port, tower } = towerRig('patlite-lr6-usb', device);
    tower.command({ type: 'tower', state: 'closed' });
    device.powerOff();
    port.clock.advance(10_100);
    expect(device.lights['red']).toBe('on');
  });

  test('a tower that refuses its reports wants somebody to look', () => {
    const device = new VirtualDelcom();
    const { tower, facts } = towerRig('delcom-visual-indicator', device);
    device.onSetFeature = () => false;
    tower.command({ type: 'tower', state: 'call' });
    const statuses = facts.flatMap((fact) => (fact.type === 'status' ? [statusText(fact)] : []));
    expect(statuses).toEqual(['starting', 'offline panelDeviceAbsent', 'online', 'attention panelDeviceFault']);
  });
});

function keyRig(options: Record<string, unknown>) {
  const port = new HidPort();
  const keyboard = new VirtualKeyboard(Number(options['vendorId']), Number(options['productId']));
  const keypad = openKeypad([configured('keypad', options)], port.wires())!;
  const facts: KeypadFact[] = [];
  keypad.onFact((fact) => facts.push(fact));
  port.clock.advance(10);
  port.plugIn(keyboard);
  port.clock.advance(10);
  const keys = (): (string | number)[] =>
    facts.flatMap((fact): (string | number)[] => {
      if (fact.type === 'key') return [fact.key];
      return fact.type === 'digit' ? [fact.digit] : [];
    });
  return { port, keyboard, facts, keys };
}

const NUMERIC = { model: 'usb-numeric-keypad', vendorId: 0x1a2c, productId: 0x0c21 };

describe('R103: keypads that are keyboards', () => {
  test('figures and keys of a numeric keypad are what they stand for, once for each press', () => {
    const { keyboard, keys } = keyRig(NUMERIC);
    for (const usage of [0x59, 0x61, 0x62, 0x58, 0x51, 0x52, 0x2a]) keyboard.press(usage);
    expect(keys()).toEqual([1, 9, 0, 'select', 'next', 'previous', 'delete']);
  });

  test('a key that is held, while another is pressed, is one press', () => {
    const { keyboard, keys } = keyRig(NUMERIC);
    keyboard.down(0x59);
    keyboard.press(0x5a);
    keyboard.press(0x5b);
    keyboard.up(0x59);
    expect(keys()).toEqual([1, 2, 3]);
  });

  test('a whole hand on the keys presses nothing more, and nothing when it goes', () => {
    const { keyboard, keys } = keyRig(NUMERIC);
    for (const usage of [0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f]) keyboard.down(usage);
    const pressed = keys().length;
    for (const usage of [0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e]) keyboard.up(usage);
    expect(pressed).toBe(6);
    expect(keys().filter((key) => key !== 7)).toHaveLength(6);
  });

  test('a key that is mashed 50 times a second is as many presses as a hand can make', () => {
    const { port, keyboard, keys } = keyRig(NUMERIC);
    for (let press = 0; press < 100; press += 1) {
      keyboard.press(0x51);
      port.clock.advance(20);
    }
    expect(keys()).toHaveLength(20);
    port.clock.advance(300);
    keyboard.press(0x51);
    expect(keys()).toHaveLength(21);
  });

  test('a keypad in an AudioNav’s manner tells of its headphone plug by usages', () => {
    const { keyboard, facts } = keyRig({ model: 'storm-audionav', vendorId: 0x2047, productId: 0x09d0 });
    keyboard.press(0x72);
    keyboard.press(106);
    keyboard.press(107);
    expect(facts.slice(-3)).toEqual([
      { type: 'key', key: 'back' },
      { type: 'headphones', plugged: true },
      { type: 'headphones', plugged: false },
    ]);
  });

  test('reports of another number or length press nothing', () => {
    expect(usagesOf({ report: 0 }, Uint8Array.from([1, 0, 0, 4, 0, 0, 0, 0, 0]))).toBeNull();
    expect(usagesOf({ report: 0 }, Uint8Array.from([0, 0, 0, 4]))).toBeNull();
    expect(usagesOf({ report: 0 }, Uint8Array.from([0, 0, 0, 1, 1, 1, 1, 1, 1]))).toBeNull();
    expect(usagesOf({ report: 2 }, Uint8Array.from([2, 0, 0, 4, 0, 5, 0, 0, 0]))).toEqual([4, 5]);
  });
});

describe('models', () => {
  test('that come with the program are whole and of their class', () => {
    for (const name of INDICATOR_MODELS) expect(indicatorModelNamed(name).kind).toMatch(/board|tower/);
    for (const name of KEYPAD_MODELS) expect(keypadModelNamed(name).kind).toMatch(/board|keyboard/);
    expect(() => indicatorModelNamed('storm-audionav')).toThrow(/not known/);
  });

  test('of a site are read as a file of the same form, and refused with what is wrong', () => {
    const schema = DRIVERS['hid']!.indicators!.models!.schema;
    const model = structuredClone(indicatorModelNamed('patlite-lr6-usb')) as Record<string, unknown>;
    expect(schema.safeParse(model).success).toBe(true);
    expect(schema.safeParse({ ...model, states: {} }).success).toBe(false);
    expect(schema.safeParse({ ...model, setup: ['xyz'] }).success).toBe(false);
  });

  test('the numbers of a maker’s own board, and its serial number, are asked for', () => {
    const port = new HidPort();
    const options = { vendorId: 0x1234, productId: 0x5678, serial: 'A7' };
    openIndicators([configured('indicators', options)], port.wires())[0]!.onFact(() => undefined);
    expect(port.selectors[0]).toMatchObject({ ...options, usage: { page: 0xff4d, id: 1 }, numbered: true });
  });
});
