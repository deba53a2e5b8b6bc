/**
 * A virtual USB HID device: what the host sends and what it sees, report by report. Hosts carry it: a pipe in the same process,
 * umockdev, or the kernel's uhid in the laboratory. Imports nothing of the drivers.
 */

/** What the host reads off the device before it says a word. */
export interface HidNameplate {
  readonly vendorId: number;
  readonly productId: number;
  readonly maker: string;
  readonly product: string;
  readonly serial: string;
  /** bcdDevice. */
  readonly release: number;
  /** HID 1.11, section 6.2.2. */
  readonly reportDescriptor: Uint8Array;
}

/** Reports come and go with their number first, 0 where there are none. */
export interface VirtualHidDevice {
  readonly nameplate: HidNameplate;
  /** It is plugged in and has power; `send` is where its input reports go. */
  powerOn(send: (report: Uint8Array) => void): void;
  powerOff(): void;
  onOutput(report: Uint8Array): void;
  /** False: the control transfer is refused (STALL). */
  onSetFeature(report: Uint8Array): boolean;
  /** Null: refused. */
  onGetFeature(number: number): Uint8Array | null;
}
