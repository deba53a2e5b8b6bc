/** Faults of network and firmware around the virtual printer, thrown per operation. */
import { OPERATION } from './attributes.ts';

/** A fault for one or more coming requests. */
export interface WireFault {
  /** Operation it waits for, null = any. */
  readonly operation: number | null;
  /**
   * hang: acts, never answers · loseAnswer: acts, cuts the line before the answer · cutAnswer: half an answer · dropRequest:
   * cuts without acting · garbage: an HTML page · wrongRequestId · error: an HTTP status · busy: server-error-busy.
   */
  readonly kind: 'hang' | 'loseAnswer' | 'cutAnswer' | 'dropRequest' | 'garbage' | 'wrongRequestId' | 'error' | 'busy';
  readonly times: number;
}

/** What goes back on the wire. */
export type Exchange =
  | { readonly kind: 'reply'; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly bytes: Uint8Array }
  | { readonly kind: 'hang' }
  | { readonly kind: 'error'; readonly status: number };

const NOTHING = new Uint8Array();

export class WireFaults {
  #faults: WireFault[] = [];

  add(fault: WireFault): void {
    this.#faults.push(fault);
  }
  clear(): void {
    this.#faults = [];
  }

  /** Runs one request through the faults; `act` is the printer, `busy` its refusal. */
  through(body: Uint8Array, act: () => Uint8Array, busy: () => Uint8Array): Exchange {
    const kind = this.#take(body.length >= 4 ? body[2]! * 256 + body[3]! : OPERATION.getPrinterAttributes);
    if (kind === 'dropRequest') return { kind: 'cut', bytes: NOTHING };
    if (kind === 'error') return { kind: 'error', status: 503 };
    if (kind === 'busy') return { kind: 'reply', bytes: busy() };
    const reply = act();
    switch (kind) {
      case null:
        return { kind: 'reply', bytes: reply };
      case 'hang':
        return { kind: 'hang' };
      case 'loseAnswer':
        return { kind: 'cut', bytes: NOTHING };
      case 'cutAnswer':
        return { kind: 'cut', bytes: reply.subarray(0, reply.length >> 1) };
      case 'garbage':
        return { kind: 'reply', bytes: Buffer.from('<html><body>Welcome</body></html>') };
      case 'wrongRequestId': {
        const wrong = Buffer.from(reply);
        wrong.writeInt32BE(wrong.readInt32BE(4) + 1000, 4);
        return { kind: 'reply', bytes: wrong };
      }
    }
  }

  #take(operation: number): WireFault['kind'] | null {
    const at = this.#faults.findIndex((fault) => fault.operation === null || fault.operation === operation);
    const fault = this.#faults[at];
    if (!fault) return null;
    if (fault.times <= 1) this.#faults.splice(at, 1);
    else this.#faults[at] = { ...fault, times: fault.times - 1 };
    return fault.kind;
  }
}
