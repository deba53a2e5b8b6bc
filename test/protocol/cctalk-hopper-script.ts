/** A hopper as data, and short words for the tests of its driver. */
import { expect } from 'vitest';
import { cctalkBus, type CctalkBus } from '../../drivers/cctalk/bus.ts';
import type { CctalkCommand, CctalkFact } from '../../drivers/cctalk/device.ts';
import type { HopperCipher } from '../../drivers/cctalk/ciphers.ts';
import { hopperOptions } from '../../drivers/cctalk/options.ts';
import { soloMachine } from '../../drivers/line/line.ts';
import { answer, ascii, bytesOf, ByteScript, headerOf } from './cctalk-script.ts';

export const ID = 'hopper-100';
export const AT = 3;
export const KEY = [1, 2, 3, 4, 5, 6, 7, 8];

/** What a hopper holds, as data: cash.md 2.5. */
export interface Hopper {
  counter: number;
  remaining: number;
  paid: number;
  unpaid: number;
  life: number;
  flags: number;
  level: number | null;
  enabled: boolean;
  /** Payouts that arrived whole. */
  heard: number;
  /** Coins that fall at each poll. */
  pace: number;
  /** Coins in it. */
  stock: number;
  serial: number;
}

export function hopper(patch: Partial<Hopper> = {}): Hopper {
  return {
    counter: 0,
    remaining: 0,
    paid: 0,
    unpaid: 0,
    life: 5000,
    flags: 64,
    level: 0x30,
    enabled: false,
    heard: 0,
    pace: 1,
    stock: 100,
    serial: 0x332211,
    ...patch,
  };
}

export function pay(state: Hopper, count: number): number[] {
  state.counter = state.counter === 255 ? 1 : state.counter + 1;
  state.heard += 1;
  Object.assign(state, { remaining: count, paid: 0, unpaid: 0 });
  return [state.counter];
}

function fall(state: Hopper): void {
  for (let coin = 0; coin < state.pace && state.remaining > 0; coin += 1) {
    if (state.stock === 0) {
      Object.assign(state, { unpaid: state.remaining, remaining: 0, flags: state.flags | 2 });
      return;
    }
    state.stock -= 1;
    state.remaining -= 1;
    state.paid += 1;
    state.life = (state.life + 1) % 0x1000000;
  }
}

export function answersOf(state: Hopper): (hex: string) => string | null {
  return (hex) => {
    const data = [...bytesOf(hex).subarray(4, -1)];
    switch (headerOf(hex)) {
      case 245:
        return answer(AT, 0, ascii('Payout'));
      case 242:
        return answer(AT, 0, [state.serial & 255, (state.serial >> 8) & 255, state.serial >> 16]);
      case 1:
        Object.assign(state, { counter: 0, flags: state.flags & ~(64 | 1 | 2), enabled: false, remaining: 0 });
        return answer(AT, 0);
      case 163:
        return answer(AT, 0, [state.flags | (state.enabled ? 0 : 128), 0]);
      case 164:
        state.enabled = data[0] === 165;
        return answer(AT, 0);
      case 160:
        return answer(AT, 0, KEY);
      case 167:
        return answer(AT, 0, pay(state, data.at(-1) ?? 0));
      case 166:
        fall(state);
        return answer(AT, 0, [state.counter, state.remaining, state.paid, state.unpaid]);
      case 168:
        return answer(AT, 0, [state.life & 255, (state.life >> 8) & 255, state.life >> 16]);
      case 172: {
        const left = state.remaining;
        Object.assign(state, { unpaid: left, remaining: 0 });
        return answer(AT, 0, [left]);
      }
      case 217:
        return state.level === null ? null : answer(AT, 0, [state.level]);
      default:
        return answer(AT, 0, ascii('x'));
    }
  };
}

export type Run = ByteScript<ReturnType<CctalkBus['initial']>, CctalkCommand, CctalkFact>;

export function script(options: Record<string, unknown> = {}, ciphers: Record<string, HopperCipher> = {}): Run {
  const parsed = hopperOptions.parse({ address: AT, denomination_yen: 100, ...options });
  const bus = cctalkBus({ echo: false }, [{ deviceId: ID, kind: 'hopper', options: parsed }], ciphers);
  return new ByteScript(soloMachine(ID, bus));
}

export function live(run: Run, state: Hopper, span_ms: number): void {
  const end_ms = run.now_ms + span_ms;
  const answers = answersOf(state);
  while (run.now_ms < end_ms) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answers(next));
  }
}

export function started(
  state: Hopper,
  options: Record<string, unknown> = {},
  ciphers: Record<string, HopperCipher> = {},
): Run {
  const run = script(options, ciphers).open();
  live(run, state, 3_000);
  return run;
}

export function prepared(run: Run, state: Hopper, count: number, intentId = 'i1'): void {
  run.command({ type: 'prepare', intentId, order: { type: 'dispense', count } });
  live(run, state, 900);
  expect(run.ofType('prepared').at(-1)?.intentId).toBe(intentId);
}

export const execute = (run: Run, intentId = 'i1') => run.command({ type: 'execute', intentId, material: undefined });
export const is = (header: number) => (hex: string) => headerOf(hex) === header;
export const outcomes = (run: Run) => run.ofType('outcome');
