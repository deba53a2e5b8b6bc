/** Drives a byte machine by hand: every request is expected and answered as bytes written out in the test. */
import { expect } from 'vitest';
import type { ByteInput, ByteOutput, CommonInput, CommonOutput, DriverMachine } from '../../drivers/contract.ts';

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

export class ByteScript<State, Command, Fact> {
  readonly facts: Fact[] = [];
  readonly writes: string[] = [];
  now_ms = 0;
  state: State;
  readonly #machine: DriverMachine<State, ByteInput, ByteOutput, Command, Fact>;
  readonly #timers = new Map<string, number>();

  constructor(machine: DriverMachine<State, ByteInput, ByteOutput, Command, Fact>, memory: string | null = null) {
    this.#machine = machine;
    this.state = machine.initial(memory);
  }

  input(input: ByteInput | CommonInput<Command>): this {
    const step = this.#machine.step(this.state, input, this.now_ms);
    this.state = step.state;
    for (const output of step.outputs) this.#perform(output);
    return this;
  }

  #perform(output: ByteOutput | CommonOutput<Fact>): void {
    if (output.type === 'write') this.writes.push(hexOf(output.bytes));
    else if (output.type === 'arm') this.#timers.set(output.timer, this.now_ms + output.delay_ms);
    else if (output.type === 'disarm') this.#timers.delete(output.timer);
    else this.facts.push(output.fact);
  }

  open(): this {
    return this.input({ type: 'opened' });
  }

  command(command: Command): this {
    return this.input({ type: 'command', command });
  }

  /** A timer that is armed fires now, before its time. */
  fireEarly(timer: string): this {
    return this.#timers.delete(timer) ? this.input({ type: 'timer', timer }) : this;
  }

  /** Runs the timers of the next `span_ms`. */
  advance(span_ms: number): this {
    const end_ms = this.now_ms + span_ms;
    for (;;) {
      const next = [...this.#timers].toSorted((a, b) => a[1] - b[1])[0];
      if (!next || next[1] > end_ms) break;
      this.#timers.delete(next[0]);
      this.now_ms = Math.max(this.now_ms, next[1]);
      this.input({ type: 'timer', timer: next[0] });
    }
    this.now_ms = end_ms;
    return this;
  }

  /** Runs timers until something is written, at most `limit_ms`. */
  untilWrite(limit_ms = 10_000): this {
    const end_ms = this.now_ms + limit_ms;
    while (this.writes.length === 0 && this.now_ms < end_ms) {
      const next_ms = Math.min(...this.#timers.values(), end_ms);
      this.advance(Math.max(0, next_ms - this.now_ms));
    }
    return this;
  }

  /** The next request is exactly this; it is answered by these bytes (null: by silence). */
  exchange(request: string, answer: string | null): this {
    this.untilWrite();
    expect(this.writes.shift()).toBe(request);
    if (answer === null) return this;
    this.now_ms += 10;
    return this.input({ type: 'bytes', bytes: bytesOf(answer) });
  }

  /** Answers every request by `answer` until one equals `request`, which is left for the next `exchange`. */
  untilRequest(request: (hex: string) => boolean, answer: (hex: string) => string | null, limit = 200): this {
    for (let count = 0; count < limit; count += 1) {
      this.untilWrite();
      const next = this.writes[0];
      if (next === undefined || request(next)) return this;
      this.exchange(next, answer(next));
    }
    throw new Error('the request did not come');
  }

  ofType<T extends string>(type: T): Extract<Fact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { type: T }> => (fact as { type?: string }).type === type);
  }
}

// ------------------------------------------------------------------------------------------------- answers of devices

/** An answer of a ccTalk device with 8-bit sum. */
export function answer(from: number, header: number, data: readonly number[] = []): string {
  const body = [1, data.length, from, header, ...data];
  return hexOf(Uint8Array.from([...body, (256 - (body.reduce((sum, byte) => sum + byte, 0) % 256)) % 256]));
}

/** A ccTalk request with 8-bit sum. */
export function request(to: number, header: number, data: readonly number[] = []): string {
  const body = [to, data.length, 1, header, ...data];
  return hexOf(Uint8Array.from([...body, (256 - (body.reduce((sum, byte) => sum + byte, 0) % 256)) % 256]));
}

/** Header of a request written as hex. */
export function headerOf(hex: string): number {
  return Number.parseInt(hex.split(' ')[3] ?? '', 16);
}

export const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
