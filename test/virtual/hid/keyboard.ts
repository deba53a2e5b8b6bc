import type { HidNameplate, VirtualHidDevice } from './contract.ts';

/** Boot keyboard: modifiers, a reserved byte, six usages (HID 1.11, appendix B.1). */
const DESCRIPTOR = Buffer.from(
  '05010906a101050719e029e715002501750195088102950175088103950675081500256505071900296 5810 0c0'.replaceAll(' ', ''),
  'hex',
);

/** A keypad that is a USB keyboard. */
export class VirtualKeyboard implements VirtualHidDevice {
  readonly nameplate: HidNameplate;
  readonly #down = new Set<number>();
  #send: ((report: Uint8Array) => void) | null = null;

  constructor(vendorId: number, productId: number) {
    this.nameplate = {
      vendorId,
      productId,
      maker: 'Keys',
      product: 'keypad',
      serial: 'K1',
      release: 0x0203,
      reportDescriptor: DESCRIPTOR,
    };
  }

  powerOn(send: (report: Uint8Array) => void): void {
    this.#send = send;
  }

  powerOff(): void {
    this.#send = null;
    this.#down.clear();
  }

  onOutput(): void {}

  onSetFeature(): boolean {
    return false;
  }

  onGetFeature(): null {
    return null;
  }

  down(usage: number): void {
    this.#down.add(usage);
    this.#tell();
  }

  up(usage: number): void {
    this.#down.delete(usage);
    this.#tell();
  }

  press(usage: number): void {
    this.down(usage);
    this.up(usage);
  }

  #tell(): void {
    const usages = [...this.#down];
    // More than six at once: "error roll over" in each place.
    const places = usages.length > 6 ? Array<number>(6).fill(1) : [...usages, 0, 0, 0, 0, 0, 0].slice(0, 6);
    this.#send?.(Uint8Array.from([0, 0, 0, ...places]));
  }
}
