/**
 * A HID device as a pipe, over node-hid's hidraw backend. A device that is not there is looked for, by watching the folder of
 * device nodes and by looking again every two seconds; one that was there and is gone is lost, and the pipe with it.
 *
 *     look ─▶ missing … look ─▶ open ─▶ attached ─▶ reports ─▶ lost
 */
import { accessSync, constants, watch, type FSWatcher } from 'node:fs';
import { devicesAsync, HIDAsync, type Device as Listed } from 'node-hid';
import type { Clock, Timer } from '../../src/base/clock.ts';
import type { HidInput, HidOutput, HidPipe } from '../contract.ts';
import type { HidSelector } from '../open.ts';
import { HID_PIPE_LIMITS } from './limits.ts';

/** Opens the pipe; it says `missing` or `attached` soon after. */
export function openHidPipe(selector: HidSelector, clock: Clock): HidPipe {
  const line = new HidLine(selector, clock);
  line.start();
  return line;
}

type Missing = Extract<HidInput, { type: 'missing' }>;

/** The one device that is meant, or what is in its place. */
export function choose(selector: HidSelector, listed: readonly Listed[]): Listed | Missing {
  const { vendorId, productId, serial, usage } = selector;
  const name = `${hex(vendorId)}:${hex(productId)}`;
  const kin = listed.filter(
    (device) =>
      device.vendorId === vendorId &&
      device.productId === productId &&
      device.path !== undefined &&
      (usage === undefined || (device.usagePage === usage.page && device.usage === usage.id)),
  );
  const meant = serial === undefined ? kin : kin.filter((device) => device.serialNumber === serial);
  const nodes = new Map(meant.map((device) => [device.path, device]));
  const [first] = nodes.values();
  if (first !== undefined && nodes.size === 1) return first;
  if (nodes.size > 1) {
    const serials = [...nodes.values()].map((device) => device.serialNumber || 'none').join(', ');
    return missing(
      'panelDeviceIdentity',
      `${nodes.size} devices ${name} (serials ${serials}); expected one: set serial`,
    );
  }
  if (kin.length > 0) {
    const found = kin.map((device) => device.serialNumber || 'none').join(', ');
    return missing('panelDeviceIdentity', `${name} has serial ${found}; expected ${serial}`);
  }
  return missing('panelDeviceAbsent', `no device ${name}${serial === undefined ? '' : ` with serial ${serial}`}`);
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function missing(code: Missing['code'], detail: string): Missing {
  return { type: 'missing', code, detail };
}

function messageOf(error: unknown): string {
  // The binding throws texts, too.
  if (typeof error === 'string') return error;
  return error instanceof Error ? error.message : 'unknown fault';
}

/** True when the node is there and this program may not use it. */
function isForbidden(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** One life of one device. */
class HidLine implements HidPipe {
  readonly #selector: HidSelector;
  readonly #clock: Clock;
  #onInput: (input: HidInput) => void = () => undefined;
  #onLost: (reason: string) => void = () => undefined;
  #device: HIDAsync | null = null;
  #watcher: FSWatcher | null = null;
  #next: Timer | null = null;
  #looking = false;
  #over = false;
  #told = '';
  /** Reports one after the other: hidraw takes them in order, node-hid's threads would not. */
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(selector: HidSelector, clock: Clock) {
    this.#selector = selector;
    this.#clock = clock;
  }

  /** First look, after the listeners are set. */
  start(): void {
    try {
      this.#watcher = watch('/dev', (_, file) => {
        if (file?.startsWith('hidraw') === true) this.#lookIn(HID_PIPE_LIMITS.settle_ms);
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // Not watched: it is looked for all the same.
    }
    this.#lookIn(0);
  }

  send(output: HidOutput): void {
    if (this.#over || this.#device === null) return;
    if (output.type === 'abandon') return this.#lose(output.reason);
    if (this.#waiting >= HID_PIPE_LIMITS.waiting_max) return this.#lose('the device takes no reports');
    this.#waiting += 1;
    const device = this.#device;
    this.#last = this.#last.then(() => this.#perform(device, output)).finally(() => (this.#waiting -= 1));
  }

  onInput(listener: (input: HidInput) => void): void {
    this.#onInput = listener;
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#quiet();
    const device = this.#device;
    this.#device = null;
    // What waits is sent first: the last words of a kiosk are "all dark".
    if (device !== null) void this.#last.then(() => device.close()).catch(() => undefined);
  }

  // ------------------------------------------------------------------------------------------------------------ looking

  #lookIn(delay_ms: number): void {
    if (this.#over || this.#device !== null) return;
    this.#next?.cancel();
    this.#next = this.#clock.after(delay_ms, () => void this.#look());
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#over || this.#device !== null) return;
    this.#looking = true;
    try {
      const found = choose(this.#selector, await devicesAsync(this.#selector.vendorId, this.#selector.productId));
      if ('type' in found) this.#tellMissing(found);
      else await this.#attach(found);
    } catch (error) {
      this.#tellMissing(missing('panelDeviceAbsent', messageOf(error)));
    } finally {
      this.#looking = false;
    }
    this.#lookIn(HID_PIPE_LIMITS.look_ms);
  }

  #tellMissing(input: Missing): void {
    if (this.#over || this.#told === input.detail) return;
    this.#told = input.detail;
    this.#onInput(input);
  }

  async #attach(listed: Listed): Promise<void> {
    const path = listed.path ?? '';
    let device: HIDAsync;
    try {
      device = await HIDAsync.open(path);
    } catch (error) {
      const code = isForbidden(path) ? 'panelDeviceAccess' : 'panelDeviceAbsent';
      return this.#tellMissing(missing(code, `${path} cannot be opened: ${messageOf(error)}`));
    }
    if (this.#over) {
      await device.close();
      return;
    }
    this.#device = device;
    this.#quiet();
    device.on('error', (error: unknown) => this.#lose(messageOf(error)));
    this.#onInput({
      type: 'attached',
      identity: {
        vendorId: listed.vendorId,
        productId: listed.productId,
        maker: listed.manufacturer || null,
        product: listed.product || null,
        serial: listed.serialNumber || null,
        release: listed.release,
      },
    });
    device.on('data', (data: Buffer) => this.#hear(data));
  }

  // ------------------------------------------------------------------------------------------------------------ reports

  #hear(data: Buffer): void {
    if (this.#over) return;
    // A device with numbered reports puts the number first; the others get a 0, so that a reader finds one form.
    const bytes = this.#selector.numbered === true ? Uint8Array.from(data) : Uint8Array.from([0, ...data]);
    data.fill(0);
    this.#onInput({ type: 'report', bytes });
  }

  /** Never rejects. */
  async #perform(device: HIDAsync, output: Exclude<HidOutput, { type: 'abandon' }>): Promise<void> {
    const deadline = this.#clock.after(HID_PIPE_LIMITS.report_ms, () => this.#lose('the device takes no reports'));
    try {
      if (output.type === 'writeReport') await device.write(Buffer.from(output.bytes));
      else if (output.type === 'setFeature') await device.sendFeatureReport(Buffer.from(output.bytes));
      else await this.#ask(device, output);
    } catch (error) {
      if (output.type === 'writeReport') this.#lose(messageOf(error));
      else if (!this.#over) this.#featureFailed(output, error);
    } finally {
      deadline.cancel();
    }
  }

  async #ask(device: HIDAsync, { report, length_bytes }: Extract<HidOutput, { type: 'getFeature' }>): Promise<void> {
    const answer = await device.getFeatureReport(report, length_bytes + 1);
    if (!this.#over) this.#onInput({ type: 'feature', bytes: Uint8Array.from(answer) });
  }

  #featureFailed(output: Extract<HidOutput, { type: 'setFeature' | 'getFeature' }>, error: unknown): void {
    const report = output.type === 'getFeature' ? output.report : (output.bytes[0] ?? 0);
    this.#onInput({ type: 'featureFailed', report, message: messageOf(error) });
  }

  // ---------------------------------------------------------------------------------------------------------------- end

  #quiet(): void {
    this.#next?.cancel();
    this.#watcher?.close();
    this.#watcher = null;
  }

  #lose(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#quiet();
    const device = this.#device;
    this.#device = null;
    if (device !== null) void device.close().catch(() => undefined);
    this.#onLost(reason);
  }
}
