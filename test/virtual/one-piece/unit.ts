import type { VirtualSerialDevice, VirtualWorld } from '../contract.ts';
import type { CashPlaces } from '../cash/places.ts';
import { LineFaults } from '../cash/line-faults.ts';
import { encode, readU32, Receiver, textField, u16, u32 } from './frame.ts';
import { OnePieceMechanism } from './mechanism.ts';
import { maskOf, RESULT } from './words.ts';
import type { OnePieceOptions } from './words.ts';
import { CODE_VALUES_yen, paidOf_yen, valueOf_yen } from './memory.ts';

const GAP_ms = 50;
const RESET = 0x0f;

interface Reply {
  readonly result: number;
  readonly data?: readonly number[];
}
const reply = (result: number, data: readonly number[] = []): Reply => ({ result, data });

/** A virtual one-piece cash changer that is ordered by amount: protocol OPC-1, see PROTOCOL.md. */
export class VirtualOnePieceUnit extends OnePieceMechanism implements VirtualSerialDevice {
  readonly faults: LineFaults;
  readonly #receiver = new Receiver();
  readonly #listeners: ((bytes: Uint8Array) => void)[] = [];
  #last: { readonly request: string; readonly answer: Uint8Array } | null = null;

  constructor(world: VirtualWorld, cash: CashPlaces, options: OnePieceOptions = {}) {
    super(world, cash, options);
    this.faults = new LineFaults(world);
  }

  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.push(listener);
  }

  override powerOff(): void {
    super.powerOff();
    this.#receiver.clear();
    this.#last = null;
  }

  receive(bytes: Uint8Array): void {
    if (!this.listening) return;
    for (const body of this.#receiver.push(bytes, this.now(), GAP_ms)) {
      if (this.faults.swallowsRequest()) continue;
      const arriving = this.faults.answer(this.#answer(body));
      if (arriving) this.#send(arriving.bytes, arriving.delay_ms + (this.options.answerDelay_ms ?? 8));
    }
  }

  #send(bytes: Uint8Array, delay_ms: number): void {
    this.world.clock.after(delay_ms, () => {
      if (this.powered) for (const listener of this.#listeners) listener(bytes);
    });
  }

  #answer(body: readonly number[]): Uint8Array {
    const [seq = 0, command = 0, ...data] = body;
    const request = body.join(' ');
    // Only the very request just answered is a repetition.
    if (seq !== 0 && this.#last?.request === request) return this.#last.answer;
    const { result, data: own = [] } = this.#execute(command, data);
    const answer = encode([seq, command | 0x80, result, ...(result === RESULT.ok ? own : [])]);
    this.#last = { request, answer };
    if (command === RESET && result === RESULT.ok) this.reset();
    return answer;
  }

  #execute(command: number, data: readonly number[]): Reply {
    const length = REQUEST_LENGTHS.get(command);
    if (length === undefined) return reply(RESULT.unknown);
    if (data.length !== length) return reply(RESULT.badData);
    return this.#question(command, data) ?? this.#depositCommand(command, data) ?? this.#payCommand(command, data);
  }

  #question(command: number, data: readonly number[]): Reply | undefined {
    const { memory } = this;
    switch (command) {
      case 0x01:
        return reply(RESULT.ok, [
          ...[1, maskOf(this.options.accepts_yen ?? CODE_VALUES_yen), maskOf(this.pays().map(valueOf_yen))],
          ...['MDG', 'VOPC-1', this.options.serial ?? 'V0001', '1.0'].flatMap(textField),
        ]);
      case 0x02:
        return reply(RESULT.ok, [memory.boot, memory.lastEvent, memory.orders].flatMap(u32).concat(this.condition()));
      case 0x03: {
        const events = memory.eventsAfter(readU32(data), 16);
        return reply(RESULT.ok, [...u32(memory.oldestEvent), events.length, ...events.flat()]);
      }
      case 0x0d:
        return reply(RESULT.ok, [
          ...memory.lifeIn.flatMap((n, i) => [...u32(n), ...u32(memory.lifeOut[i]!), ...u16(memory.stock[i]!)]),
          ...u16(memory.boxPieces),
        ]);
      case 0x0e:
        return reply(RESULT.ok, [this.plan(readU32(data), memory.stock) ? 1 : 0]);
      case RESET:
        return reply(RESULT.ok);
      case 0x10:
        return reply(RESULT.ok, [this.fault]);
      default:
        return undefined;
    }
  }

  #depositCommand(command: number, data: readonly number[]): Reply | undefined {
    switch (command) {
      case 0x04: {
        const mask = this.enable(data[0] ?? 0);
        return mask === null ? reply(RESULT.notNow) : reply(RESULT.ok, [mask]);
      }
      case 0x05:
        return reply(this.begin());
      case 0x06:
        return reply(this.fix());
      case 0x07:
        return reply(this.end());
      default:
        return undefined;
    }
  }

  #payCommand(command: number, data: readonly number[]): Reply {
    if (command === 0x0c) {
      this.stopPaying();
      return reply(RESULT.ok);
    }
    const idBytes = data.slice(0, 16);
    const id = idBytes.join(' ');
    if (command === 0x0a) {
      const { result, state } = this.pay(id, readU32(data, 16));
      return reply(result, [state]);
    }
    const order = this.memory.order(id);
    if (!order) return reply(RESULT.noSuchOrder);
    const totals = [...u32(order.amount_yen), ...u32(paidOf_yen(order))];
    return reply(RESULT.ok, [...idBytes, order.state, ...totals, order.doubtful, 8, ...order.paid]);
  }
}

/** Length of each request's data. */
const REQUEST_LENGTHS: ReadonlyMap<number, number> = new Map([
  ...[0x01, 0x02, 0x05, 0x06, 0x07, 0x0c, 0x0d, RESET, 0x10].map((code) => [code, 0] as const),
  [0x03, 4],
  [0x04, 1],
  [0x0a, 20],
  [0x0b, 16],
  [0x0e, 4],
]);
