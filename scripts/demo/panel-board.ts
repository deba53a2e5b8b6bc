/** The panel board of the demo: lamps, tower, keypad and headphone socket on a virtual USB bus of the daemon. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { RealClock } from '../../src/base/real-clock.ts';
import { serveUsb } from '../../test/process/usb-board.ts';
import type { BenchHardware, BenchLamps } from '../../test/virtual/bench/contract.ts';
import { VirtualBoard } from '../../test/virtual/hid/board.ts';

const PLACES = ['cardReader', 'cashSlot', 'paperExit', 'changeTray'] as const;
const HOOK = join(import.meta.dirname, '../../test/process/usb-hook.ts');
/** Tower, keypad, headphone socket. No sensors: what lies in the trays is told by the citizen, as at most kiosks. */
const EQUIPMENT = 0b111;

const DEVICES = `
[[devices]]
id = "lamps"
class = "indicators"
driver = "hid"

[[devices]]
id = "keypad"
class = "keypad"
driver = "hid"
`;

/** The board, and what a daemon needs to find it. */
export interface PanelBoard extends Required<Pick<BenchHardware, 'lamps' | 'panel'>> {
  /** More environment of the daemon. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Hangs the board on a bus of its own and names its devices in the configuration. */
export async function hangPanelBoard(folder: string, configFile: string): Promise<PanelBoard> {
  const socket = join(folder, 'usb.sock');
  const board = new VirtualBoard(new RealClock(), { lamps: PLACES, sensors: [], equipment: EQUIPMENT });
  const port = await serveUsb(board, socket);
  appendFileSync(configFile, DEVICES);
  let plugged = false;
  return {
    environment: { NODE_OPTIONS: `--import=${HOOK}`, MADOGUCHI_TEST_USB: socket },
    lamps: () => {
      const { on, blinking } = board.look();
      const one = (place: string) => (blinking.includes(place) ? 'blink' : on.includes(place) ? 'on' : 'off');
      return Object.fromEntries(PLACES.map((place) => [place, one(place)])) as unknown as BenchLamps;
    },
    panel: {
      press: (key) => board.press(key),
      plugged: () => plugged,
      plug: (now) => {
        plugged = now;
        board.plug(now);
      },
      tower: () => board.look().tower,
    },
    close: () => port.close(),
  };
}
