import type { HidNameplate, VirtualHidDevice } from './contract.ts';

/** What one light of a tower does. */
export type Light = 'off' | 'on' | 'blinking';

/** PATLITE LR6-USB: eight bytes, from open drivers (191a:8003): half bytes red, yellow, green, blue, white from the fifth byte on. */
export class VirtualPatlite implements VirtualHidDevice {
  readonly nameplate: HidNameplate = {
    vendorId: 0x191a,
    productId: 0x8003,
    maker: 'PATLITE',
    product: 'LR6-USB',
    serial: '',
    release: 0x0100,
    // Vendor page ff00: eight bytes in, eight bytes out, no numbers.
    reportDescriptor: Buffer.from('0600ff0901a101150026ff00750895080901810209029102c0', 'hex'),
  };
  lights: Readonly<Record<string, Light>> = {};
  /** Buzzer pattern; 0 = silent. */
  buzzer = 0;
  reports = 0;

  powerOn(): void {}

  powerOff(): void {
    this.lights = {};
  }

  onOutput(report: Uint8Array): void {
    if (report[0] !== 0 || report.length !== 9 || report[1] !== 0 || report[2] !== 0) return;
    this.reports += 1;
    const pattern = report[3]! & 15;
    if (pattern !== 8) this.buzzer = pattern;
    const halves = [report[5]! >> 4, report[5]! & 15, report[6]! >> 4, report[6]! & 15, report[7]! >> 4];
    const lights: Record<string, Light> = { ...this.lights };
    for (const [index, name] of ['red', 'yellow', 'green', 'blue', 'white'].entries()) {
      const half = halves[index]!;
      if (half <= 5) lights[name] = half === 0 ? 'off' : half === 1 ? 'on' : 'blinking';
    }
    this.lights = lights;
  }

  onSetFeature(): boolean {
    return false;
  }

  onGetFeature(): null {
    return null;
  }
}

/** Delcom visual indicator, generation 2 (0fc5:b080): feature report 101; a pin of port 1 that is low is a light that burns. */
export class VirtualDelcom implements VirtualHidDevice {
  readonly nameplate: HidNameplate = {
    vendorId: 0x0fc5,
    productId: 0xb080,
    maker: 'Delcom Products Inc.',
    product: 'USB IO Controller',
    serial: '',
    release: 0x001f,
    // Vendor page ff00: feature reports 100 (read) and 101 (write), seven bytes behind the number.
    reportDescriptor: Buffer.from(
      '0600ff0901a101150026ff00750895078564090195 07b1028565090295 07b102c0'.replaceAll(' ', ''),
      'hex',
    ),
  };
  /** Port 1; all pins are high after power-up. */
  #port = 0xff;
  #blinking = 0;

  powerOn(): void {
    this.#port = 0xff;
    this.#blinking = 0;
  }

  powerOff(): void {
    this.#port = 0xff;
  }

  onOutput(): void {}

  onSetFeature(report: Uint8Array): boolean {
    if (report[0] !== 101 || report.length !== 8) return false;
    const [, minor, low, high] = report;
    // Bits to reset win over bits to set.
    if (minor === 12) this.#port = (this.#port | high!) & ~low! & 0xff;
    else if (minor === 20) this.#blinking = (this.#blinking & ~low!) | high!;
    else return false;
    return true;
  }

  onGetFeature(number: number): Uint8Array | null {
    return number === 100 ? Uint8Array.from([100, 0, this.#port, 0, 0, 0, 0, 0]) : null;
  }

  get lights(): Readonly<Record<string, Light>> {
    const of = (pin: number): Light => {
      if ((this.#blinking & pin) !== 0) return 'blinking';
      return (this.#port & pin) === 0 ? 'on' : 'off';
    };
    return { green: of(1), red: of(2), yellow: of(4) };
  }
}
