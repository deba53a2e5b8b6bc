/** Machines of HID devices: whatever reports come, none throws, and no key, plug or presence is told that no report stated. */
import { boardKeypad } from '../../drivers/hid/board-keypad.ts';
import { boardLamps } from '../../drivers/hid/board.ts';
import { keyboardKeypad } from '../../drivers/hid/keyboard.ts';
import { HID_LIMITS } from '../../drivers/hid/limits.ts';
import {
  indicatorModelNamed,
  keypadModelNamed,
  type KeyboardModel,
  type TowerModel,
} from '../../drivers/hid/models.ts';
import { statusTower } from '../../drivers/hid/tower.ts';
import type { DriverMachine, HidInput, HidOutput } from '../../drivers/contract.ts';
import type { Random } from '../../src/base/random.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes } from './mutate.ts';

const IDENTITY = {
  vendorId: 0x1209,
  productId: 1,
  maker: 'Madoguchi',
  product: 'panel board',
  serial: '1',
  release: 0x100,
};
const CORPUS = [
  '014d4447500100020703000c0003000000',
  '014d44475001000207ff007f0007000000',
  '030900000000000000',
  '03ff040001000000ff',
  '040101',
  '040225',
  '040304',
  '040426',
  '00000004050000000000'.slice(0, 18),
  '000000595a5b5c5d5e',
  // An AudioNav in its own manner: keys of its table, its plug.
  '0000006c6d6e6f7071',
  '0000007200006a0000',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
/** Keys in one step: a report of a keyboard has six places. */
const FACTS_MAX = 20;

/** Judges one fact by the report that it came from. */
type Judge = (fact: { readonly type: string }, report: Uint8Array) => boolean;

function machineTarget<State, Command, Fact extends { readonly type: string }>(
  name: string,
  make: () => DriverMachine<State, HidInput, HidOutput, Command, Fact>,
  isStated: Judge,
): FuzzTarget {
  return {
    name,
    inputsOfALife: 500,
    make: (random: Random) => {
      const machine = make();
      let now_ms = 0;
      let presses: number[] = [];
      // Some devices send all day, some as fast as the bus lets them.
      const apart_ms = random.integer(2) === 0 ? 400 : 2;
      let state = machine.initial(null);
      const step = (input: HidInput): readonly Fact[] => {
        const { state: next, outputs } = machine.step(state, input, now_ms);
        state = next;
        return outputs.flatMap((output) => (output.type === 'fact' ? [output.fact] : []));
      };
      step({ type: 'attached', identity: IDENTITY });
      if (random.integer(4) > 0) step({ type: 'feature', bytes: CORPUS[1]! });
      return () => {
        now_ms += random.integer(apart_ms);
        const bytes = mutateBytes(random, CORPUS);
        const facts = step({ type: random.integer(8) === 0 ? 'feature' : 'report', bytes });
        presses = [...presses, ...facts.filter(isPress).map(() => now_ms)].filter((at_ms) => now_ms - at_ms < 1000);
        // A hand that ends one second and begins the next with all that it can.
        if (presses.length > 2 * HID_LIMITS.keys_per_s_max) throw new FuzzFailure(`${presses.length} keys in a second`);
        if (facts.length > FACTS_MAX) throw new FuzzFailure(`${facts.length} facts of one report`);
        for (const fact of facts) {
          if (!isStated(fact, bytes)) throw new FuzzFailure(`${fact.type} of ${Buffer.from(bytes).toString('hex')}`);
        }
      };
    },
  };
}

const isPress = ({ type }: { readonly type: string }): boolean => type === 'key' || type === 'digit';

const ALWAYS = new Set(['status', 'identified', 'equipped', 'noise']);

/** A key is stated where one of the six places holds a usage that stands for this very key in the model's table. */
function keyboardTarget(name: string): FuzzTarget {
  const { keys, headphones } = keypadModelNamed(name) as KeyboardModel;
  return machineTarget(
    `HID keyboard ${name}`,
    () => keyboardKeypad(keypadModelNamed(name) as KeyboardModel),
    (fact, report) => {
      if (ALWAYS.has(fact.type)) return true;
      if (report[0] !== 0 || report.length < 9) return false;
      const usages = [...report.subarray(3, 9)];
      const { key, digit, plugged } = fact as {
        readonly key?: string;
        readonly digit?: number;
        readonly plugged?: boolean;
      };
      if (fact.type === 'headphones')
        return headphones !== null && usages.includes(plugged === true ? headphones.plugged : headphones.unplugged);
      return usages.some((usage) => keys[usage.toString(16).padStart(2, '0')] === (key ?? digit));
    },
  );
}

/** A tower says what it is when it comes, and never anything of a report. */
function towerTarget(name: string): FuzzTarget {
  return machineTarget(
    `HID tower ${name}`,
    () => statusTower(indicatorModelNamed(name) as TowerModel),
    () => false,
  );
}

export const HID_TARGETS: readonly FuzzTarget[] = [
  machineTarget(
    'HID panel board, lamps and sensors',
    boardLamps,
    ({ type }, report) => ALWAYS.has(type) || (type === 'presence' && report[0] === 3 && report.length >= 6),
  ),
  machineTarget('HID panel board, keys', boardKeypad, ({ type }, report) => {
    if (type === 'headphones') return report[0] === 3;
    if (type === 'key') return report[0] === 4 && report[2]! >= 1 && report[2]! <= 11;
    if (type === 'digit') return report[0] === 4 && report[2]! >= 32 && report[2]! <= 41;
    return ALWAYS.has(type);
  }),
  ...['usb-numeric-keypad', 'storm-audionav'].map((name) => keyboardTarget(name)),
  ...['patlite-lr6-usb', 'delcom-visual-indicator'].map((name) => towerTarget(name)),
];
