/** A coin acceptor as data, and short words for the tests of its driver. */
import { cctalkBus, type CctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import { coinAcceptorOptions } from '../../drivers/cctalk/options.ts';
import { soloMachine } from '../../drivers/line/line.ts';
import { answer, ascii, bytesOf, ByteScript, headerOf } from './cctalk-script.ts';

export const ID = 'coins';
/** The inhibit bit of position 16, which has no coin: it stays on while the gate is shut, so that a reset shows. */
export const MARK = 0x8000;
const COINS = ['JP010A', 'JP050A', 'JP100A', 'JP500A', 'JP500B'];

export interface Device {
  category?: string;
  coins?: readonly string[];
  counter: number;
  pairs: number[];
  mask: number;
  master: number;
  selfCheck: number;
  accepted: number;
}

export function bus(options: Record<string, unknown> = {}, echo = false): CctalkBus {
  return cctalkBus({ echo }, [
    {
      deviceId: ID,
      kind: 'coinAcceptor',
      options: coinAcceptorOptions.parse({ sorterPaths: { 1: 'hopper-10', 4: 'hopper-500' }, ...options }),
    },
  ]);
}

export function script(memory: string | null = null, options: Record<string, unknown> = {}, echo = false) {
  const solo = soloMachine<ReturnType<CctalkBus['initial']>, CctalkCommand, CctalkFact>(ID, bus(options, echo));
  return new ByteScript(solo, memory);
}

export function device(patch: Partial<Device> = {}): Device {
  return { counter: 0, pairs: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], mask: 0, master: 1, selfCheck: 0, accepted: 0, ...patch };
}

/** What an acceptor in this state answers: written from cash.md 2.3, as data. */
export function answersOf(state: Device): (hex: string) => string {
  return (hex) => {
    const bytes = bytesOf(hex);
    const data = [...bytes.subarray(4, -1)];
    const table: Record<number, () => number[]> = {
      254: () => [],
      245: () => ascii(state.category ?? 'Coin Acceptor'),
      246: () => ascii('MDG'),
      244: () => ascii('VCA'),
      242: () => [0x39, 0x30, 0x00],
      241: () => ascii('1.0'),
      232: () => [state.selfCheck],
      184: () => ascii((state.coins ?? COINS)[(data[0] ?? 0) - 1] ?? '......'),
      229: () => [state.counter, ...state.pairs],
      230: () => [state.mask & 255, state.mask >> 8],
      227: () => [state.master],
      225: () => [state.accepted & 255, (state.accepted >> 8) & 255, state.accepted >> 16],
      193: () => [0, 0, 0],
      192: () => ascii('B1'),
      249: () => [2, 20],
      231: () => {
        state.mask = (data[0] ?? 0) | ((data[1] ?? 0) << 8);
        return [];
      },
      228: () => {
        state.master = data[0] ?? 0;
        return [];
      },
    };
    return answer(2, 0, table[headerOf(hex)]?.() ?? []);
  };
}

export function drop(state: Device, position: number, path: number): void {
  state.counter = state.counter === 255 ? 1 : state.counter + 1;
  state.pairs = [position, path, ...state.pairs.slice(0, 8)];
  if (position > 0) state.accepted += 1;
}

export const isPoll = (hex: string): boolean => headerOf(hex) === 229;

/** Answers everything for a while. */
export function live(run: ReturnType<typeof script>, state: Device, span_ms: number): void {
  const end_ms = run.now_ms + span_ms;
  const answers = answersOf(state);
  while (run.now_ms < end_ms) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answers(next));
  }
}

export function started(state: Device, memory: string | null = null, options: Record<string, unknown> = {}) {
  const run = script(memory, options).open();
  live(run, state, 3_000);
  return run;
}

export const statusOf = (run: ReturnType<typeof script>) => run.ofType('status').at(-1);
