/**
 * What a virtual device is: hardware at byte level, written from the fact sheets and importing nothing of the driver it
 * faces (design, rule 4). The same object runs in-process on a simulated clock, on a pty, on vpcd or on HTTP: thin hosts
 * under `hosts/` carry its bytes.
 */
import type { Clock } from '../../src/base/clock.ts';
import type { Random } from '../../src/base/random.ts';

/** What a virtual device is given. */
export interface VirtualWorld {
  readonly clock: Clock;
  readonly random: Random;
}

/** A virtual device at the far end of a serial line. `receive` takes the host's bytes; `onSend` gets the device's own. */
export interface VirtualSerialDevice {
  receive(bytes: Uint8Array): void;
  onSend(listener: (bytes: Uint8Array) => void): void;
  /** Power cut: volatile state and timers vanish, pieces stay where they lie. */
  powerOff(): void;
  powerOn(): void;
}
