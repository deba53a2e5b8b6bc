/**
 * The moments on the cash lines at which a kiosk can die: in front of each byte of an order and behind its last one, and around
 * the first poll of each state. Read from the bytes as they pass; nothing of the drivers is used (a shared codec would
 * hide its own mistakes).
 */
import type { VirtualSerialDevice } from '../virtual/contract.ts';
import type { World } from './world.ts';

/** What a request is. */
interface Read {
  /** For people: `hopper 5 dispense`. */
  readonly name: string;
  /** Who is spoken to. */
  readonly to: string;
  /**
   * `money`: moves a piece or acknowledges one; cut at each byte, each time. `setting`: the same, once for each
   * different frame. `poll`: only asks; cut the first time in each state.
   */
  readonly kind: 'money' | 'setting' | 'poll';
}

/** Tells a line's requests apart. */
type Reader = (frame: Uint8Array) => Read;

/** Names of the requests that are more than a question; whatever is not here only asks. */
type Table = Readonly<Record<number, readonly [string, 'money' | 'setting']>>;

/** ccTalk headers (cash.md 2.3). */
const CCTALK: Table = {
  1: ['reset', 'setting'],
  160: ['request cipher key', 'setting'],
  164: ['enable hopper', 'setting'],
  167: ['dispense', 'money'],
  172: ['emergency stop', 'money'],
  228: ['master inhibit', 'setting'],
  231: ['inhibit mask', 'setting'],
};

/** ID-003 commands (cash.md 3.1). */
const ID003: Table = {
  0x40: ['RESET', 'money'],
  0x41: ['STACK-1', 'money'],
  0x42: ['STACK-2', 'money'],
  0x43: ['RETURN', 'money'],
  0x44: ['HOLD', 'money'],
  0x50: ['ACK', 'money'],
  0xc0: ['denominations', 'setting'],
  0xc1: ['security', 'setting'],
  0xc2: ['communication mode', 'setting'],
  0xc3: ['inhibit', 'setting'],
  0xc5: ['optional function', 'setting'],
};

/** OPC-1 commands (`test/virtual/one-piece/PROTOCOL.md`). */
const OPC: Table = {
  0x04: ['ENABLE', 'setting'],
  0x05: ['BEGIN', 'money'],
  0x06: ['FIX', 'money'],
  0x07: ['END', 'money'],
  0x0a: ['PAY', 'money'],
  0x0c: ['STOP', 'money'],
  0x0f: ['RESET', 'money'],
};

function reader(table: Table, to: (frame: Uint8Array) => string, code: (frame: Uint8Array) => number): Reader {
  return (frame) => {
    const found = table[code(frame)];
    const whom = to(frame);
    return { to: whom, name: `${whom} ${found?.[0] ?? code(frame)}`, kind: found?.[1] ?? 'poll' };
  };
}

const byte = (frame: Uint8Array, at: number): number => frame[at] ?? 0;

const READERS = {
  bus: reader(
    CCTALK,
    (frame) => (byte(frame, 0) === 2 ? 'coins' : `hopper ${byte(frame, 0)}`),
    (frame) => byte(frame, 3),
  ),
  validator: reader(
    ID003,
    () => 'notes',
    (frame) => byte(frame, 2),
  ),
  unit: reader(
    OPC,
    () => 'unit',
    (frame) => byte(frame, 3),
  ),
};

/** Decides at each moment, in order; true = the kiosk dies here. */
export type Fate = (moment: string) => boolean;

/**
 * Watches the world's cash lines. Where `dies` says so the bytes in front of that moment have reached the device, the rest
 * never does, and `kill` is called.
 */
export function watchWires(world: World, dies: Fate, kill: () => void): void {
  const { bus, unit, validator } = world.hardware;
  const seen = new Set<string>();
  const first = (key: string): boolean => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const lines: readonly (readonly [VirtualSerialDevice, Reader])[] = unit
    ? [[unit, READERS.unit]]
    : [
        [bus, READERS.bus],
        [validator, READERS.validator],
      ];
  for (const [device, read] of lines) {
    const states = stateOf(device);
    const receive = device.receive.bind(device);
    device.receive = (frame) => {
      const request = read(frame);
      const { name, kind } = request;
      if (kind === 'poll') return poll(request, frame);
      states.ordered(request.to, name);
      if (kind === 'setting' && !first(`${name} ${Buffer.from(frame).toString('hex')}`)) return receive(frame);
      for (let sent = 0; sent <= frame.length; sent += 1) {
        if (!dies(`${name}, ${sent} of ${frame.length} bytes`)) continue;
        if (sent > 0) receive(frame.subarray(0, sent));
        return kill();
      }
      return receive(frame);
    };
    const poll = ({ name, to }: Read, frame: Uint8Array): void => {
      const key = `${name} ${states.of(to)}`;
      if (!first(key)) return receive(frame);
      if (dies(`before ${key}`)) return kill();
      receive(frame);
      if (dies(`after ${key}`)) kill();
    };
  }
}

/**
 * The state of a driver as its wire shows it: the last order to each address and what the line said last. The codes of ID-003
 * and OPC-1 carry the device's state; on ccTalk the length and the header of an answer tell questions apart.
 */
function stateOf(device: VirtualSerialDevice): { of(to: string): string; ordered(to: string, name: string): void } {
  const orders = new Map<string, string>();
  let said = '';
  device.onSend((bytes) => {
    said = `${bytes.length}:${byte(bytes, 2)}:${byte(bytes, 3)}`;
  });
  return {
    of: (to) => `after ${orders.get(to) ?? 'no order'}, told ${said}`,
    ordered: (to, name) => orders.set(to, name),
  };
}
