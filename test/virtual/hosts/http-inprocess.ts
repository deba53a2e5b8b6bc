/**
 * In-process host of the virtual printer: an `HttpPipe` on the given clock, so that a simulated clock makes every exchange
 * deterministic. Deadlines are those of the real transport (print.md, rule 13).
 */
import type { Clock, Timer } from '../../../src/base/clock.ts';
import type { HttpInput, HttpOutput, HttpPipe } from '../../../drivers/contract.ts';
import type { VirtualPrinter } from '../printer/printer.ts';

export interface InProcessOptions {
  readonly clock: Clock;
  /** Time until an answer stands at the client. */
  readonly latency_ms?: number;
  /** Limit until an answer has come. */
  readonly answer_ms?: number;
  readonly connect_ms?: number;
}

const PIECE_BYTES = 64 * 1024;
/** No progress of an upload for so long ends it. */
const STALL_MS = 10_000;

/** A pipe straight into the printer. */
export function connectInProcess(printer: VirtualPrinter, options: InProcessOptions): HttpPipe {
  const { clock, latency_ms = 2, answer_ms = 10_000, connect_ms = 3_000 } = options;
  let listener: (input: HttpInput) => void = () => undefined;
  let closed = false;
  const timers = new Set<Timer>();

  function later(delay_ms: number, run: () => void): Timer {
    const timer = clock.after(delay_ms, () => {
      timers.delete(timer);
      if (!closed) run();
    });
    timers.add(timer);
    return {
      cancel: () => {
        timers.delete(timer);
        timer.cancel();
      },
    };
  }

  function fail(output: HttpOutput, failure: 'connect' | 'timeout' | 'reset' | 'protocol', bodySent: boolean): void {
    output.document?.close();
    const message = `in-process printer: ${failure}`;
    listener({ type: 'exchangeFailed', exchange: output.exchange, failure, bodySent, message });
  }

  function deliver(output: HttpOutput, body: Uint8Array): void {
    output.document?.close();
    if (!printer.isOn) return fail(output, 'reset', true);
    const answer = printer.exchange(body);
    const { exchange } = output;
    if (answer.kind === 'hang') later(answer_ms, () => fail(output, 'timeout', true));
    else if (answer.kind === 'cut') later(latency_ms, () => fail(output, 'reset', true));
    else if (answer.kind === 'error') {
      const { status } = answer;
      later(latency_ms, () => listener({ type: 'reply', exchange, status, body: new Uint8Array() }));
    } else {
      const { bytes } = answer;
      later(latency_ms, () => {
        if (printer.isOn) listener({ type: 'reply', exchange, status: 200, body: bytes });
        else fail(output, 'reset', true);
      });
    }
  }

  function upload(output: HttpOutput): void {
    const parts: Uint8Array[] = [output.head];
    const { document, exchange } = output;
    let sent_bytes = 0;
    let stall: Timer | null = null;
    let over = false;
    const pull = (): void => {
      if (over || closed || !document) return;
      stall?.cancel();
      for (;;) {
        const piece = document.read(PIECE_BYTES);
        if ((piece === null || piece.length === 0) && document.broken === true) {
          over = true;
          return fail(output, 'protocol', false);
        }
        if (piece === null) {
          stall = later(STALL_MS, () => {
            over = true;
            fail(output, 'timeout', false);
          });
          return;
        }
        if (piece.length === 0) break;
        parts.push(Uint8Array.from(piece));
        sent_bytes += piece.length;
      }
      over = true;
      listener({ type: 'progress', exchange, sent_bytes });
      deliver(output, Buffer.concat(parts));
    };
    if (!document) return deliver(output, output.head);
    document.onReadable(pull);
    pull();
  }

  return {
    send(output) {
      if (closed) return;
      if (!printer.isOn) later(connect_ms, () => fail(output, 'connect', false));
      else later(latency_ms, () => upload(output));
    },
    onInput(next) {
      listener = next;
    },
    // Exchanges fail one by one; the pipe itself is never lost (a heartbeat decides offline).
    onLost: () => undefined,
    close() {
      closed = true;
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}
