import { u32 } from './frame.ts';

/** Values by denomination code (1…8). */
export const CODE_VALUES_yen = [10, 50, 100, 500, 1000, 2000, 5000, 10_000] as const;
export const codeOf = (denomination_yen: number): number =>
  (CODE_VALUES_yen as readonly number[]).indexOf(denomination_yen) + 1;
export const valueOf_yen = (code: number): number => CODE_VALUES_yen[code - 1] ?? 0;

export const ORDER_STATE = { paying: 1, paid: 2, partly: 3, notPaid: 4, interrupted: 5 } as const;
export const EVENT = {
  accepted: 1,
  rejected: 2,
  returnLever: 3,
  depositFixed: 4,
  orderEnded: 5,
  fault: 6,
  faultCleared: 7,
  powerUp: 8,
  trayEmptied: 9,
} as const;

export interface OrderRecord {
  readonly id: string;
  readonly amount_yen: number;
  state: number;
  /** Code of the piece that was moving when the power failed. */
  doubtful: number;
  readonly paid: number[];
}

interface EventRecord {
  readonly number: number;
  readonly bytes: readonly number[];
}

const EVENTS_KEPT = 32;
const ORDERS_KEPT = 64;

/** Everything of a one-piece unit that survives a power cut. */
export class UnitMemory {
  boot = 0;
  orders = 0;
  lastEvent = 0;
  readonly lifeIn: number[] = Array.from({ length: 8 }, () => 0);
  readonly lifeOut: number[] = Array.from({ length: 8 }, () => 0);
  /** The unit's own count of what it can pay with, and of the cash box. */
  readonly stock: number[] = Array.from({ length: 8 }, () => 0);
  boxPieces = 0;
  #events: EventRecord[] = [];
  #orders: OrderRecord[] = [];

  event(kind: number, a: number, b: number): void {
    this.lastEvent += 1;
    const bytes = [...u32(this.lastEvent), kind, a, ...u32(b)];
    this.#events = [...this.#events, { number: this.lastEvent, bytes }].slice(-EVENTS_KEPT);
  }

  get oldestEvent(): number {
    return this.#events[0]?.number ?? 0;
  }

  eventsAfter(after: number, most: number): (readonly number[])[] {
    return this.#events
      .filter((event) => event.number > after)
      .slice(0, most)
      .map((event) => event.bytes);
  }

  order(id: string): OrderRecord | undefined {
    return this.#orders.find((order) => order.id === id);
  }

  newOrder(id: string, amount_yen: number): OrderRecord {
    const order: OrderRecord = {
      id,
      amount_yen,
      state: ORDER_STATE.paying,
      doubtful: 0,
      paid: Array.from({ length: 8 }, () => 0),
    };
    this.orders += 1;
    this.#orders = [...this.#orders, order].slice(-ORDERS_KEPT);
    return order;
  }
}

export function paidOf_yen(order: OrderRecord): number {
  return order.paid.reduce((sum, count, i) => sum + count * valueOf_yen(i + 1), 0);
}
