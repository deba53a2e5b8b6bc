/** A HID machine with a virtual device on a pipe in the same process, plugged in and out at will. */
import type { DeviceReason, HidInput, HidOutput, HidPipe } from '../../drivers/contract.ts';
import type { ConfiguredDevice } from '../../drivers/configured.ts';
import type { HidSelector, Wires } from '../../drivers/open.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { VirtualHidDevice } from '../virtual/hid/contract.ts';

/** A USB port: at most one device in it. */
export class HidPort {
  readonly clock: SimulatedClock;
  readonly sent: HidOutput[] = [];
  readonly selectors: HidSelector[] = [];
  #device: VirtualHidDevice | null = null;
  #last: Uint8Array = new Uint8Array();
  readonly #pipes = new Set<PortPipe>();

  constructor(clock: SimulatedClock = new SimulatedClock()) {
    this.clock = clock;
  }

  plugIn(device: VirtualHidDevice): void {
    this.#device = device;
    device.powerOn((report) => {
      this.#last = report;
      for (const pipe of this.#pipes) pipe.hear(report);
    });
    for (const pipe of this.#pipes) pipe.look();
  }

  /** The wire gives the last report again. */
  repeat(): void {
    for (const pipe of this.#pipes) pipe.hear(this.#last);
  }

  pullOut(): void {
    this.#device?.powerOff();
    this.#device = null;
    for (const pipe of [...this.#pipes]) pipe.lose('could not read from HID device');
  }

  /** As the kiosk's wires; everything that is not HID is not there. */
  wires(): Wires {
    const none = (): never => {
      throw new Error('not in this test');
    };
    return {
      clock: this.clock,
      openBytes: none,
      openApdu: none,
      openHttp: none,
      openHid: (selector) => {
        this.selectors.push(selector);
        const pipe = new PortPipe(this, selector);
        this.#pipes.add(pipe);
        this.clock.after(0, () => pipe.look());
        return pipe;
      },
    };
  }

  device(): VirtualHidDevice | null {
    return this.#device;
  }

  forget(pipe: PortPipe): void {
    this.#pipes.delete(pipe);
  }
}

class PortPipe implements HidPipe {
  readonly #port: HidPort;
  readonly #selector: HidSelector;
  #onInput: (input: HidInput) => void = () => undefined;
  #onLost: (reason: string) => void = () => undefined;
  #attached = false;

  constructor(port: HidPort, selector: HidSelector) {
    this.#port = port;
    this.#selector = selector;
  }

  look(): void {
    if (this.#attached) return;
    const plate = this.#port.device()?.nameplate;
    const { vendorId, productId } = this.#selector;
    if (plate === undefined || plate.vendorId !== vendorId || plate.productId !== productId)
      return this.#onInput({ type: 'missing', code: 'panelDeviceAbsent', detail: 'no device' });
    this.#attached = true;
    const { maker, product, serial, release } = plate;
    this.#onInput({
      type: 'attached',
      identity: { vendorId, productId, maker, product, serial: serial || null, release },
    });
  }

  hear(report: Uint8Array): void {
    if (this.#attached) this.#onInput({ type: 'report', bytes: report });
  }

  lose(reason: string): void {
    this.#port.forget(this);
    if (this.#attached) this.#onLost(reason);
  }

  send(output: HidOutput): void {
    const device = this.#port.device();
    if (!this.#attached || device === null) return;
    this.#port.sent.push(output);
    if (output.type === 'abandon') return this.lose(output.reason);
    if (output.type === 'writeReport') return device.onOutput(output.bytes);
    if (output.type === 'setFeature') {
      if (!device.onSetFeature(output.bytes)) this.#failed(output.bytes[0]!);
      return;
    }
    const answer = device.onGetFeature(output.report);
    if (answer === null) this.#failed(output.report);
    else this.#onInput({ type: 'feature', bytes: answer });
  }

  #failed(report: number): void {
    this.#onInput({ type: 'featureFailed', report, message: 'Broken pipe' });
  }

  onInput(listener: (input: HidInput) => void): void {
    this.#onInput = listener;
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  close(): void {
    this.#port.forget(this);
  }
}

/** A device of the configuration. */
export function configured(deviceClass: 'indicators' | 'keypad', options: Record<string, unknown>): ConfiguredDevice {
  return { id: deviceClass, class: deviceClass, driver: 'hid', options };
}

/** `online`, or `offline panelDeviceAbsent`. */
export function statusText(fact: { readonly availability: string; readonly reasons: readonly DeviceReason[] }): string {
  return [fact.availability, ...fact.reasons.map(({ code }) => code)].join(' ');
}
