import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { CcTalkBus } from '../virtual/cctalk/bus.ts';
import type { BusOptions } from '../virtual/cctalk/bus.ts';
import { VirtualCoinAcceptor } from '../virtual/cctalk/coin-acceptor.ts';
import { encodeFrame } from '../virtual/cctalk/frame.ts';
import { VirtualHopper } from '../virtual/cctalk/hopper.ts';

export const hex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
export const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' ').map((part) => Number.parseInt(part, 16)));

/** A bus with an acceptor at 2 and hoppers at 3 (100 yen) and 5 (10 yen), and a small host without echo. */
export function rig(options: BusOptions = {}) {
  const clock = new SimulatedClock();
  const world = { clock, random: new SeededRandom(7) };
  const places = new CashPlaces();
  const acceptor = new VirtualCoinAcceptor(world, places, {
    pathTo: { 1: 'cashbox', 2: 'hopper-100', 3: 'hopper-10' },
    factoryPaths: { 1: 3, 2: 1, 3: 2, 4: 1, 5: 1 },
  });
  const hopper = new VirtualHopper(world, places, {
    address: 3,
    denomination_yen: 100,
    coinId: 'JP100A',
    place: 'hopper-100',
  });
  const small = new VirtualHopper(world, places, {
    address: 5,
    denomination_yen: 10,
    coinId: 'JP010A',
    place: 'hopper-10',
  });
  hopper.fill(20);
  small.fill(20);
  const bus = new CcTalkBus(world, [acceptor, hopper, small], { echo: false, ...options });
  const heard: number[] = [];
  bus.onSend((sent) => heard.push(...sent));
  clock.advance(300);
  const raw = (request: Uint8Array, wait_ms = 60): string => {
    heard.length = 0;
    bus.receive(request);
    clock.advance(wait_ms);
    return hex(heard);
  };
  /** Data of the answer, or the header when it is not 0, or null for silence. */
  const ask = (destination: number, header: number, ...data: number[]): number[] | string | null => {
    const answer = bytes(
      raw(encodeFrame({ destination, source: 1, header, data: Uint8Array.from(data) }, 'sum8')) || '0',
    );
    if (answer.length < 5) return null;
    return answer[3] === 0 ? [...answer.slice(4, -1)] : `header ${answer[3]}`;
  };
  const poll = (span_ms: number): number[] => {
    let last: number[] = [];
    for (let t = 0; t < span_ms; t += 100) {
      last = ask(2, 229) as number[];
      clock.advance(40);
    }
    return last;
  };
  const takeCoins = (): void => {
    ask(2, 231, 0x1f, 0);
    ask(2, 228, 1);
    poll(200);
  };
  return { clock, places, acceptor, hopper, small, bus, heard, raw, ask, poll, takeCoins };
}
