/**
 * A machine that is busy is no dead device: the kiosk stands still for a while and answers wait in the port, or the far side
 * (an adapter, a small board) is late for a while with all that it says. Nothing goes offline, every piece is credited once.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import { coinAcceptorOptions, hopperOptions } from '../../drivers/cctalk/options.ts';
import type { ByteInput, ByteOutput, BytePipe, DriverMachine } from '../../drivers/contract.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import { onePieceChanger } from '../../drivers/changer/one-piece.ts';
import { onePieceOptions } from '../../drivers/changer/options.ts';
import { run } from '../../drivers/runner.ts';
import { bytePort } from '../../drivers/wire-ports.ts';
import type { Clock, Timer } from '../../src/base/clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { createCashKit } from '../virtual/cash/kit.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import type { VirtualSerialDevice } from '../virtual/contract.ts';
import { VirtualOnePieceUnit } from '../virtual/one-piece/unit.ts';

/** A port and a clock of a process that can stand still; the devices live on. */
class BusyProcess implements Clock {
  readonly #clock: SimulatedClock;
  readonly #device: VirtualSerialDevice;
  readonly #late: (() => void)[] = [];
  readonly #waiting: Uint8Array[] = [];
  #onBytes: (bytes: Uint8Array) => void = () => undefined;
  #stalled = false;
  #slow = false;

  constructor(clock: SimulatedClock, device: VirtualSerialDevice) {
    this.#clock = clock;
    this.#device = device;
    device.onSend((bytes) => {
      if (this.#stalled || this.#slow) this.#waiting.push(bytes);
      else this.#onBytes(bytes);
    });
  }

  now_ms(): number {
    return this.#clock.now_ms();
  }

  after(delay_ms: number, callback: () => void): Timer {
    let live = true;
    const timer = this.#clock.after(delay_ms, () => {
      const fire = (): void => {
        if (live) callback();
      };
      if (this.#stalled) this.#late.push(fire);
      else fire();
    });
    return {
      cancel: () => {
        live = false;
        timer.cancel();
      },
    };
  }

  pipe(): BytePipe {
    return {
      write: (bytes) => this.#device.receive(bytes),
      onBytes: (listener) => void (this.#onBytes = listener),
      onLost: () => undefined,
      close: () => undefined,
    };
  }

  /** The process gets no turn. Then, as in an event loop, timers come first, and what waits in the port after them. */
  stall(span_ms: number): void {
    this.#stalled = true;
    this.#clock.advance(span_ms);
    this.#stalled = false;
    for (const fire of this.#late.splice(0)) fire();
    this.#hear();
  }

  /** All that the device says waits somewhere and then comes at once. */
  lag(span_ms: number): void {
    this.#slow = true;
    this.#clock.advance(span_ms);
    this.#slow = false;
    this.#hear();
  }

  #hear(): void {
    for (const bytes of this.#waiting.splice(0)) this.#onBytes(bytes);
  }
}

interface Busy<Command> {
  readonly process: BusyProcess;
  /** Everything that was told, one JSON each. */
  readonly told: string[];
  readonly command: (command: Command) => void;
}

function start<State, Command, Fact>(
  clock: SimulatedClock,
  device: VirtualSerialDevice,
  machine: DriverMachine<State, ByteInput, ByteOutput, Command, Fact>,
): Busy<Command> {
  const process = new BusyProcess(clock, device);
  const told: string[] = [];
  const running = run({
    machine,
    initial: machine.initial(null),
    port: bytePort(process.pipe()),
    clock: process,
    onFact: (fact) => void told.push(JSON.stringify(fact)),
    onEnded: (reason) => void told.push(`offline: ${reason}`),
  });
  return { process, told, command: (command) => running.command(command) };
}

const STARTS_MS = 12_000;
const QUIET_MS = 3_000;

const busyTimes = fc.array(
  fc.record({
    kind: fc.constantFrom('stall', 'lag'),
    span_ms: fc.integer({ min: 300, max: 2_000 }),
    pause_ms: fc.integer({ min: 0, max: 1_500 }),
  }),
  { minLength: 1, maxLength: 6 },
);
/** A far side that is late for longer than this may be called offline. */
const LAG_MAX_MS = 1_200;

/** Has bad times one after the other, each after an act; the facts of that time. */
function live<Command>(
  { process, told }: Busy<Command>,
  clock: SimulatedClock,
  times: readonly { readonly kind: string; readonly span_ms: number; readonly pause_ms: number }[],
  act: () => void,
): readonly string[] {
  told.length = 0;
  for (const { kind, span_ms, pause_ms } of times) {
    act();
    clock.advance(pause_ms);
    if (kind === 'stall') process.stall(span_ms);
    else process.lag(Math.min(span_ms, LAG_MAX_MS));
    // A device that goes on being late is another story: between two bad times there is a good one.
    clock.advance(QUIET_MS);
  }
  return told;
}

const PROPERTY = { numRuns: 60, timeout: 60_000 };

test('rules 3 to 5: a ccTalk bus: nothing goes offline, each coin is credited once', () => {
  fc.assert(
    fc.property(fc.integer(), busyTimes, (seed, times) => {
      const clock = new SimulatedClock();
      const kit = createCashKit({ clock, random: new SeededRandom(seed) }, { bus: { echo: false } });
      const hopper = kit.hoppers[0]!;
      const busy = start(
        clock,
        kit.bus,
        cctalkBus({ echo: false }, [
          {
            deviceId: 'coins',
            kind: 'coinAcceptor',
            options: coinAcceptorOptions.parse({ sorterPaths: kit.sorterPaths }),
          },
          {
            deviceId: hopper.place,
            kind: 'hopper',
            options: hopperOptions.parse({ address: hopper.address, denomination_yen: hopper.denomination_yen }),
          },
        ]),
      );
      clock.advance(STARTS_MS);
      busy.command({ deviceId: 'coins', command: { type: 'enable', denominations_yen: [100] } });
      clock.advance(QUIET_MS);
      const told = live(busy, clock, times, () => kit.acceptor.insertCoin(100));
      expect(told.filter((fact) => fact.includes('offline'))).toEqual([]);
      const kept = 0 - kit.places.count('citizen', 100) - kit.places.count('returnTray', 100);
      expect(kept).toBeGreaterThan(0);
      expect(told.filter((fact) => fact.includes('"coinAccepted"'))).toHaveLength(kept);
    }),
    PROPERTY,
  );
});

test('rules 4, 15 and 16: a bill acceptor: nothing goes offline, no note is credited without its order or twice', () => {
  fc.assert(
    fc.property(fc.integer(), busyTimes, (seed, times) => {
      const clock = new SimulatedClock();
      const { validator } = createCashKit({ clock, random: new SeededRandom(seed) });
      const busy = start(clock, validator, billAcceptor('notes', billAcceptorOptions.parse({})));
      clock.advance(STARTS_MS);
      busy.command({ type: 'enable', denominations_yen: [1000] });
      clock.advance(QUIET_MS);
      const told = live(busy, clock, times, () => {
        validator.takeReturned();
        validator.insertNote(1000);
      });
      expect(told.filter((fact) => fact.includes('offline'))).toEqual([]);
      expect(told.filter((fact) => fact.includes('"noteEscrowed"')).length).toBeGreaterThan(0);
      expect(told.filter((fact) => fact.includes('"noteStacked"'))).toEqual([]);
    }),
    PROPERTY,
  );
});

test('rules 4 and 5: a one-piece changer: nothing goes offline', () => {
  fc.assert(
    fc.property(fc.integer(), busyTimes, (seed, times) => {
      const clock = new SimulatedClock();
      const unit = new VirtualOnePieceUnit({ clock, random: new SeededRandom(seed) }, new CashPlaces());
      for (const yen of [10, 50, 100, 500]) unit.fill(yen, 20);
      const busy = start(clock, unit, onePieceChanger('unit', onePieceOptions.parse({})));
      clock.advance(STARTS_MS);
      const told = live(busy, clock, times, () => undefined);
      expect(told.filter((fact) => fact.includes('offline'))).toEqual([]);
    }),
    PROPERTY,
  );
});
