/**
 * Money on real wires: the cash changer of the product, its transport and its real clock, against the virtual coin and note
 * units on pseudo terminals. No statechart: the test is the kiosk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SerialPort } from 'serialport';
import type { CashChangerCommand, CashChangerFact, PayOrder } from '../../drivers/cash-changer.ts';
import type { StackOrder } from '../../drivers/bill-acceptor.ts';
import type { Device } from '../../drivers/device.ts';
import { openCashChanger } from '../../drivers/open-cash.ts';
import { openSerialPipe } from '../../drivers/transport/serial.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { createCashKit, type CashKit } from '../virtual/cash/kit.ts';
import { startPty, type PtyHost } from '../virtual/hosts/pty.ts';
import { DEVICES } from '../simulation/hardware.ts';

type FactOf<Type extends CashChangerFact['type']> = Extract<CashChangerFact, { type: Type }>;

/** A hand is slower than the wire. */
const HAND_MS = 800;
const LOOK_MS = 20;

/** The least a kiosk does: remembers, journals, acknowledges, and puts its orders one after the other. */
class TinyKiosk {
  readonly facts: CashChangerFact[] = [];
  readonly memory = new Map<string, string>();
  device: Device<CashChangerCommand, CashChangerFact> | null = null;
  #orders = 0;

  open(ports: { readonly coins: string; readonly notes: string }): void {
    const devices = DEVICES.map((device) =>
      'port' in device ? { ...device, port: device.class === 'billAcceptor' ? ports.notes : ports.coins } : device,
    );
    const wires = {
      clock: new RealClock(),
      openBytes: openSerialPipe,
      openApdu: (): never => {
        throw new Error('there is no card reader here');
      },
      openHttp: (): never => {
        throw new Error('there is no printer here');
      },
    };
    this.device = openCashChanger(devices, [], wires, (id) => this.memory.get(id) ?? null);
    this.device.onFact((fact) => this.#take(fact));
  }

  #take(fact: CashChangerFact): void {
    this.facts.push(fact);
    if ('memory' in fact && 'deviceId' in fact) this.memory.set(fact.deviceId, fact.memory);
    if (fact.type === 'cashAccepted' && fact.held) this.tell({ type: 'recorded', factId: fact.factId });
    if (fact.type === 'prepared') this.tell({ type: 'execute', intentId: fact.intentId, material: undefined });
  }

  tell(command: CashChangerCommand): void {
    this.device?.command(command);
  }

  /** Forgets what was heard, to wait for something new. */
  listen(): void {
    this.facts.length = 0;
  }

  find<Type extends CashChangerFact['type']>(
    type: Type,
    is: (fact: FactOf<Type>) => boolean = () => true,
  ): FactOf<Type> | undefined {
    return this.facts.find((fact): fact is FactOf<Type> => fact.type === type && is(fact as FactOf<Type>));
  }

  async heard<Type extends CashChangerFact['type']>(
    type: Type,
    is: (fact: FactOf<Type>) => boolean = () => true,
  ): Promise<FactOf<Type>> {
    return await until(
      () => this.find(type, is),
      () => `${type} never came; heard ${JSON.stringify(this.facts.slice(-6))}`,
    );
  }

  async order(order: PayOrder | StackOrder): Promise<FactOf<'outcome'>> {
    this.#orders += 1;
    const intentId = `intent-${this.#orders}`;
    this.tell({ type: 'prepare', intentId, order });
    return (await this.heard('outcome', (fact) => fact.intentId === intentId)) as FactOf<'outcome'>;
  }
}

const later = (delay_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay_ms));

async function until<T>(look: () => T | undefined, otherwise: () => string, limit_ms = 12_000): Promise<T> {
  const end_ms = performance.now() + limit_ms;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > end_ms) throw new Error(otherwise());
    await later(LOOK_MS);
  }
}

function online(fact: FactOf<'status'>): boolean {
  return fact.availability === 'online' || fact.availability === 'attention';
}

/** Every part on the line says that its port is not there; the other line has nothing to say. */
function portIsGone({ reasons }: FactOf<'status'>): boolean {
  return reasons.length > 0 && reasons.every(({ code }) => code === 'cashPortUnavailable');
}

describe('a sale on pseudo terminals with the real clock', () => {
  const kiosk = new TinyKiosk();
  let folder = '';
  let kit: CashKit;
  let coins: PtyHost;
  let notes: PtyHost;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pty-sale-'));
    kit = createCashKit(
      { clock: new RealClock(), random: new SeededRandom(1) },
      { validator: { powerRecovery: true } },
    );
    coins = await startPty(kit.bus, join(folder, 'coins'));
    notes = await startPty(kit.validator, join(folder, 'notes'));
    kiosk.open({ coins: coins.path, notes: notes.path });
    await kiosk.heard('status', online);
  }, 20_000);

  afterAll(async () => {
    kiosk.device?.close();
    await coins.stop();
    await notes.stop();
    // The virtual units keep time by themselves: without power they have nothing left to do.
    kit.bus.powerOff();
    kit.validator.powerOff();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the changer says what it can do, and what every part is', async () => {
    const { capabilities } = await kiosk.heard('capabilities');
    expect(capabilities).toMatchObject({ paysByPlan: true, escrow: true });
    expect(capabilities.accepts_yen).toEqual(expect.arrayContaining([10, 50, 100, 500, 1000]));
    expect(capabilities.pays.map((row) => row.denomination_yen).toSorted((a, b) => a - b)).toEqual([10, 50, 100, 500]);
  });

  test('R83, R84: a 500-yen coin comes in, its hopper takes it, 200 yen go back', async () => {
    kiosk.listen();
    kiosk.tell({ type: 'beginDeposit' });
    kiosk.tell({ type: 'enable', denominations_yen: [100, 500, 1000] });
    await later(HAND_MS);
    kit.acceptor.insertCoin(500);
    const accepted = await kiosk.heard('cashAccepted');
    expect(accepted).toMatchObject({ denomination_yen: 500, destination: 'hopper-500', deviceId: 'coins' });
    kiosk.tell({ type: 'fixDeposit' });
    await kiosk.heard('depositFixed');
    kiosk.tell({ type: 'endDeposit', mode: 'change' });
    const paid = await kiosk.order({ type: 'payPieces', unitId: 'hopper-100', denomination_yen: 100, count: 2 });
    expect(paid).toMatchObject({
      result: 'done',
      moved: { type: 'paid', unitId: 'hopper-100', pieces: [{ denomination_yen: 100, count: 2 }] },
    });
    expect(kit.places.count('changeTray', 100)).toBe(2);
    expect(kit.places.count('hopper-500', 500)).toBe(21);
  });

  test('R83: a 1000-yen note stops in escrow, is stacked by order and acknowledged once it is journalled', async () => {
    kiosk.listen();
    kiosk.tell({ type: 'beginDeposit' });
    kiosk.tell({ type: 'enable', denominations_yen: [1000] });
    await until(
      () => (kit.validator.insertNote(1000) ? true : undefined),
      () => 'the note was never drawn in',
    );
    const { escrowId } = await kiosk.heard('cashEscrowed');
    const stacked = await kiosk.order({ type: 'stack', escrowId, denomination_yen: 1000 });
    expect(stacked).toMatchObject({ result: 'done', moved: { type: 'stacked', stacked: true } });
    expect(kiosk.find('cashAccepted')).toMatchObject({ denomination_yen: 1000, escrowId, held: true });
    await until(
      () => (kit.places.count('note-box', 1000) === 1 ? true : undefined),
      () => 'the note never came into the box',
    );
    kiosk.tell({ type: 'endDeposit', mode: 'change' });
  });

  test('a coin that is not wanted falls back', async () => {
    kiosk.listen();
    kiosk.tell({ type: 'enable', denominations_yen: [] });
    await later(HAND_MS);
    kit.acceptor.insertCoin(100);
    await kiosk.heard('cashRejected');
    expect(kit.places.count('returnTray', 100)).toBe(1);
  });

  test('a plug that is pulled is told with its port, and the line comes back by itself', async () => {
    kiosk.listen();
    await coins.unplug();
    const gone = await kiosk.heard('status', portIsGone);
    expect(gone.availability).toBe('offline');
    expect(gone.reasons[0]?.detail).toContain(coins.path);
    // An order to a line that is down is refused at once: nobody waits for an answer that cannot come.
    const intentId = 'on a line that is down';
    const order = { type: 'payPieces', unitId: 'hopper-10', denomination_yen: 10, count: 1 } as const;
    kiosk.tell({ type: 'prepare', intentId, order });
    expect(kiosk.find('refused')).toMatchObject({ intentId, reason: { code: 'cashPortUnavailable' } });
    kiosk.listen();
    await coins.replug();
    await kiosk.heard('status', online);
    const paid = await kiosk.order({ type: 'payPieces', unitId: 'hopper-10', denomination_yen: 10, count: 1 });
    expect(paid.result).toBe('done');
  });
});

describe('a port that another program holds', () => {
  test('is one clear status with a code, and is opened once it is free', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pty-held-'));
    const kit = createCashKit({ clock: new RealClock(), random: new SeededRandom(2) });
    const coins = await startPty(kit.bus, join(folder, 'coins'));
    const notes = await startPty(kit.validator, join(folder, 'notes'));
    const kiosk = new TinyKiosk();
    try {
      const holder = await new Promise<SerialPort>((resolve, reject) => {
        const port = new SerialPort({ path: coins.path, baudRate: 9600, lock: true }, (error) =>
          error ? reject(error) : resolve(port),
        );
      });
      kiosk.open({ coins: coins.path, notes: notes.path });
      const held = await kiosk.heard('status', portIsGone);
      expect(held.availability).toBe('offline');
      expect(held.reasons[0]?.detail).toContain(coins.path);
      expect(held.reasons[0]?.detail).toMatch(/lock|busy|unavailable/i);
      // Back-off tries again and again: that is not told each time.
      kiosk.listen();
      await later(2000);
      expect(kiosk.facts.filter((fact) => fact.type === 'status')).toEqual([]);
      await new Promise<void>((resolve) => holder.close(() => resolve()));
      kiosk.listen();
      await kiosk.heard('status', online);
    } finally {
      kiosk.device?.close();
      await coins.stop();
      await notes.stop();
      kit.bus.powerOff();
      kit.validator.powerOff();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 20_000);
});
