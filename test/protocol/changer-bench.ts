/** One cash changer of either make on its own wire with virtual hardware, and the commits that a kiosk would make for it. */
import type { CashChangerCommand, CashChangerFact, PayOrder } from '../../drivers/cash-changer.ts';
import type { Device } from '../../drivers/device.ts';
import { openCashChanger } from '../../drivers/open-cash.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import {
  COINS_PORT,
  createHardware,
  DEVICES,
  insertPiece,
  NOTES_PORT,
  ONE_PIECE_DEVICES,
  UNIT_PORT,
  type CashMake,
} from '../simulation/hardware.ts';
import { SerialLines } from '../simulation/serial-inprocess.ts';

/** Longer than any changer needs to settle or to pay a few coins. */
export const SETTLES_MS = 10_000;

export type Outcome = Extract<CashChangerFact, { type: 'outcome' }>;

/** One changer of a make with the commits a kiosk would make for it. */
export class Bench {
  readonly clock = new SimulatedClock();
  readonly hardware;
  readonly facts: CashChangerFact[] = [];
  /** Credits by fact: a fact is booked once. */
  readonly credits_yen = new Map<string, number>();
  readonly #make: CashMake;
  readonly #commit_ms: number;
  readonly #lines = new SerialLines();
  readonly #memories = new Map<string, string>();
  #device: Device<CashChangerCommand, CashChangerFact> | null = null;

  /** @param commit_ms each commit holds the daemon up for so long */
  constructor(make: CashMake, commit_ms = 0) {
    this.#make = make;
    this.#commit_ms = commit_ms;
    this.hardware = createHardware({ clock: this.clock, seed: 5, cash: make });
    if (this.hardware.unit) this.#lines.connect(UNIT_PORT, this.hardware.unit);
    else {
      this.#lines.connect(COINS_PORT, this.hardware.bus);
      this.#lines.connect(NOTES_PORT, this.hardware.validator);
    }
    this.start();
  }

  /** The daemon starts: new pipes and machines with the memories committed last. */
  start(): void {
    const wires = {
      clock: this.clock,
      openBytes: (port: string) => this.#lines.open(port),
      openApdu: () => {
        throw new Error('no card here');
      },
      openHttp: () => {
        throw new Error('no printer here');
      },
    };
    const devices = this.#make === 'onePiece' ? ONE_PIECE_DEVICES : DEVICES;
    const device = openCashChanger(devices, [], wires, (id) => this.#memories.get(id) ?? null);
    this.#device = device;
    device.onFact((fact) => this.#onFact(fact));
    this.clock.advance(SETTLES_MS);
  }

  /** The daemon is gone at once; the hardware goes on. */
  kill(): void {
    this.#device?.close();
    this.#device = null;
    this.#lines.hostDied();
  }

  tell(...commands: readonly CashChangerCommand[]): void {
    for (const command of commands) this.#device?.command(command);
  }

  open(denominations_yen: readonly number[]): void {
    this.tell({ type: 'beginDeposit' }, { type: 'enable', denominations_yen });
    this.clock.advance(2_000);
  }

  insert(...coins_yen: readonly number[]): void {
    for (const coin_yen of coins_yen) {
      insertPiece(this.hardware, coin_yen);
      this.clock.advance(2_000);
    }
  }

  of<Type extends CashChangerFact['type']>(type: Type): Extract<CashChangerFact, { type: Type }>[] {
    return this.facts.filter((fact): fact is Extract<CashChangerFact, { type: Type }> => fact.type === type);
  }

  /** Prepares and gives the base of the device, as it would stand in the books. */
  prepare(intentId: string, order: PayOrder): string {
    this.tell({ type: 'prepare', intentId, order });
    this.clock.advance(SETTLES_MS);
    const prepared = this.of('prepared').find((fact) => fact.intentId === intentId);
    if (!prepared) throw new Error(`not prepared: ${JSON.stringify(this.of('refused'))}`);
    return prepared.deviceBase;
  }

  execute(intentId: string, wait_ms = SETTLES_MS): void {
    this.tell({ type: 'execute', intentId, material: undefined });
    this.clock.advance(wait_ms);
  }

  outcome(intentId: string): Outcome | undefined {
    return this.of('outcome').findLast((fact) => fact.intentId === intentId);
  }

  credit_yen(): number {
    return [...this.credits_yen.values()].reduce((sum, value) => sum + value, 0);
  }

  /** The power of whatever pays fails, and is back so much later. */
  powerCut(off_ms: number): void {
    const { unit, bus } = this.hardware;
    (unit ?? bus).powerOff();
    this.clock.advance(off_ms);
    (unit ?? bus).powerOn();
  }

  /** A one-piece unit finds its tubes empty, whatever the books say. */
  unitFindsNothing(): void {
    this.hardware.unit?.memory.stock.fill(0);
  }

  paid_yen(): number {
    return this.hardware.places.total_yen('changeTray');
  }

  #onFact(fact: CashChangerFact): void {
    this.facts.push(fact);
    if ('memory' in fact || fact.type === 'prepared' || fact.type === 'outcome') this.clock.stall(this.#commit_ms);
    if ('memory' in fact) this.#memories.set(fact.deviceId, fact.memory);
    if (fact.type === 'outcome') this.#memories.set(fact.deviceId, fact.deviceAfter);
    if (fact.type !== 'cashAccepted') return;
    this.credits_yen.set(fact.factId, fact.denomination_yen);
    if (fact.held) this.tell({ type: 'recorded', factId: fact.factId });
  }
}
