/** Checks inside the laboratory's machine: the daemon's own wires and drivers on real nodes. Writes lines `LAB …`. */
import { closeSync, constants, openSync, readdirSync, readSync, watch, writeFileSync } from 'node:fs';
import { devicesAsync } from 'node-hid';
import { usb } from 'usb';
import type { IndicatorsFact } from '../../drivers/indicators.ts';
import type { KeypadFact } from '../../drivers/keypad.ts';
import { openIndicators, openKeypad } from '../../drivers/open-panel.ts';
import type { Wires } from '../../drivers/open.ts';
import { openHidPipe } from '../../drivers/transport/hid.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { VirtualBoard } from '../virtual/hid/board.ts';
import { VirtualKeyboard } from '../virtual/hid/keyboard.ts';
import { VirtualDelcom, VirtualPatlite } from '../virtual/hid/towers.ts';
import { plugIntoKernel } from './uhid.ts';

const clock = new RealClock();
const none = (): never => {
  throw new Error('not in this check');
};
const wires: Wires = {
  clock,
  openBytes: none,
  openApdu: none,
  openHttp: none,
  openHid: (selector) => openHidPipe(selector, clock),
};
const WAIT_MS = 8_000;
const PLUGS = 10;
const GADGET = '/sys/kernel/config/usb_gadget/light/UDC';

const say = (line: string): void => void process.stdout.write(`LAB ${line}\n`);
const figure = (name: string, value: number): void => say(`figure ${name} = ${Math.round(value * 10) / 10}`);
const sleep = (delay_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay_ms));

function check(what: string, isTrue: boolean): void {
  say(`${isTrue ? 'right' : 'failed'} ${what}`);
}

/** Waits until it is so; how long it took, or null. */
async function until(isSo: () => boolean, wait_ms = WAIT_MS): Promise<number | null> {
  const start_ms = clock.now_ms();
  while (!isSo()) {
    if (clock.now_ms() - start_ms > wait_ms) return null;
    await sleep(1);
  }
  return clock.now_ms() - start_ms;
}

async function checkTime(what: string, isSo: () => boolean): Promise<void> {
  const took_ms = await until(isSo);
  check(what, took_ms !== null);
  if (took_ms !== null) figure(`${what}, ms`, took_ms);
}

function open(deviceClass: 'indicators' | 'keypad', options: Record<string, unknown>) {
  const devices = [{ id: deviceClass, class: deviceClass, driver: 'hid', options }];
  const device = deviceClass === 'keypad' ? openKeypad(devices, wires)! : openIndicators(devices, wires)[0]!;
  const facts: (IndicatorsFact | KeypadFact)[] = [];
  device.onFact((fact: IndicatorsFact | KeypadFact) => facts.push(fact));
  const statuses = (): string[] =>
    facts.flatMap((fact) =>
      fact.type === 'status' ? [[fact.availability, ...fact.reasons.map(({ code }) => code)].join(' ')] : [],
    );
  const has = (type: string): boolean => facts.some((fact) => fact.type === type);
  return { device, facts, statuses, has, last: () => statuses().at(-1) };
}

const openFiles = (): number => readdirSync('/proc/self/fd').length;

async function checkBoard(): Promise<void> {
  const lamps = open('indicators', { serial: 'B7' });
  const keys = open('keypad', {});
  await checkTime('a missing board is told', () => lamps.last() === 'offline panelDeviceAbsent');
  const board = new VirtualBoard(clock, { serial: 'B7' });
  let pull = plugIntoKernel(board);
  await checkTime('a board plugged in is online', () => lamps.last() === 'online' && keys.last() === 'online');
  const plate = lamps.facts.find((fact) => fact.type === 'identified');
  check('its serial number is read', plate?.type === 'identified' && plate.serial === 'B7' && plate.firmware === '2.7');
  (lamps.device as ReturnType<typeof openIndicators>[0]).command({
    type: 'light',
    place: 'paperExit',
    pattern: 'blink',
  });
  await checkTime('a lamp follows', () => board.look().blinking.includes('paperExit'));
  board.lay('changeTray', true);
  await checkTime('a sensor is heard', () =>
    lamps.facts.some((fact) => fact.type === 'presence' && fact.place === 'changeTray' && fact.present),
  );
  board.press('select');
  await checkTime('a key is heard', () => keys.facts.some((fact) => fact.type === 'key' && fact.key === 'select'));
  board.plug(true);
  await checkTime('headphones are heard', () => keys.facts.some((fact) => fact.type === 'headphones' && fact.plugged));
  pull();
  await checkTime('a board pulled out is offline', () => lamps.last() === 'offline panelDeviceAbsent');
  pull = plugIntoKernel(board);
  await checkTime('a board put back is online', () => lamps.last() === 'online');
  const before = openFiles();
  let plugs = 0;
  for (let plug = 0; plug < PLUGS; plug += 1) {
    pull();
    const out = await until(() => lamps.last() !== 'online');
    pull = plugIntoKernel(board);
    const back = await until(() => lamps.last() === 'online', 20_000);
    if (out !== null && back !== null) plugs += 1;
  }
  figure('boards pulled out and put back', plugs);
  check('every hot-plug is noticed', plugs === PLUGS);
  figure('open files more after them', openFiles() - before);
  check('no node is left open', openFiles() - before <= 1);
  pull();
  await until(() => lamps.last() !== 'online');
  pull = plugIntoKernel(new VirtualBoard(clock, { serial: 'C9' }));
  await checkTime('a board of another serial number is refused', () => lamps.last() === 'offline panelDeviceIdentity');
  pull();
  lamps.device.close();
  keys.device.close();
}

async function checkKeyboardAndDelcom(): Promise<void> {
  const keyboard = new VirtualKeyboard(0x1a2c, 0x0c21);
  const keys = open('keypad', { model: 'usb-numeric-keypad', vendorId: 0x1a2c, productId: 0x0c21 });
  const pull = plugIntoKernel(keyboard);
  await checkTime('a keyboard is online', () => keys.last() === 'online');
  await sleep(50);
  keyboard.press(0x5d);
  await checkTime('a figure is heard', () => keys.facts.some((fact) => fact.type === 'digit' && fact.digit === 5));
  pull();
  keys.device.close();
  const delcom = new VirtualDelcom();
  const tower = open('indicators', { model: 'delcom-visual-indicator' });
  const pullTower = plugIntoKernel(delcom);
  await checkTime('a Delcom is online', () => tower.last() === 'online');
  (tower.device as ReturnType<typeof openIndicators>[0]).command({ type: 'tower', state: 'call' });
  await checkTime('a Delcom blinks red', () => delcom.lights['red'] === 'blinking' && delcom.lights['green'] === 'off');
  pullTower();
  tower.device.close();
}

/** The light's own end of the USB cable: what the host sends, eight bytes a report. */
function readGadget(patlite: VirtualPatlite): () => void {
  const fd = openSync('/dev/hidg0', constants.O_RDONLY | constants.O_NONBLOCK);
  const timer = setInterval(() => {
    const bytes = Buffer.alloc(8);
    try {
      while (readSync(fd, bytes, 0, 8, null) === 8) patlite.onOutput(Uint8Array.from([0, ...bytes]));
    } catch {
      // Nothing there, or not plugged in.
    }
  }, 1);
  return () => {
    clearInterval(timer);
    closeSync(fd);
  };
}

async function checkPatlite(): Promise<void> {
  const [udc] = readdirSync('/sys/class/udc');
  const patlite = new VirtualPatlite();
  const tower = open('indicators', { model: 'patlite-lr6-usb' });
  let attached_ms = 0;
  let node_ms = 0;
  usb.on('attach', () => (attached_ms ||= clock.now_ms()));
  const watcher = watch('/dev', (_, file) => {
    if (file?.startsWith('hidraw') === true) node_ms ||= clock.now_ms();
  });
  await sleep(300);
  for (let plug = 1; plug <= 3; plug += 1) {
    attached_ms = 0;
    node_ms = 0;
    const plugged_ms = clock.now_ms();
    writeFileSync(GADGET, `${udc}\n`);
    await checkTime(`a PATLITE on a USB bus is online (${plug})`, () => tower.last() === 'online');
    await until(() => attached_ms !== 0, 3_000);
    figure(`the usb package tells of it after (${plug}), ms`, attached_ms - plugged_ms);
    figure(`the folder of nodes tells of it after (${plug}), ms`, node_ms - plugged_ms);
    const close = readGadget(patlite);
    (tower.device as ReturnType<typeof openIndicators>[0]).command({
      type: 'tower',
      state: plug === 2 ? 'left' : 'call',
    });
    const light = plug === 2 ? 'yellow' : 'red';
    await checkTime(`a PATLITE blinks ${light} (${plug})`, () => patlite.lights[light] === 'blinking');
    writeFileSync(GADGET, '\n');
    await checkTime(`a PATLITE pulled out is offline (${plug})`, () => tower.last() === 'offline panelDeviceAbsent');
    close();
  }
  const start_ms = clock.now_ms();
  for (let look = 0; look < 20; look += 1) await devicesAsync(0x191a, 0x8003);
  figure('one look for a device, ms', (clock.now_ms() - start_ms) / 20);
  watcher.close();
  usb.removeAllListeners('attach');
  tower.device.close();
}

for (const step of [checkBoard, checkKeyboardAndDelcom, checkPatlite]) {
  try {
    await step();
  } catch (error) {
    say(`failed ${step.name}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
process.exit(0);
