/** Which devices of the configuration a HID line may be, and what of it may stand in a trace. */
import type { ConfiguredDevice } from '../configured.ts';
import { indicatorModelNamed, keypadModelNamed, type IndicatorModel, type KeypadModel } from '../hid/models.ts';
import { hidIndicatorOptions, hidKeypadOptions } from '../hid/options.ts';
import type { HidSelector } from '../open.ts';
import type { HidKind } from './trace-masks.ts';

interface HidDevice {
  readonly kind: HidKind;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | undefined;
}

/** What a configured device is on USB; null when that cannot be told. */
function hidDeviceOf(device: ConfiguredDevice): HidDevice | null {
  if (device.driver !== 'hid') return null;
  try {
    const options = (device.class === 'keypad' ? hidKeypadOptions : hidIndicatorOptions).parse(device.options);
    const model: IndicatorModel | KeypadModel =
      device.class === 'keypad'
        ? keypadModelNamed(hidKeypadOptions.parse(device.options).model)
        : indicatorModelNamed(hidIndicatorOptions.parse(device.options).model);
    return {
      kind: model.kind === 'keyboard' ? 'keys' : model.kind,
      vendorId: options.vendorId ?? model.vendorId,
      productId: options.productId ?? model.productId,
      serial: options.serial,
    };
  } catch {
    return null;
  }
}

/** True when a selector means this device. */
export function isMeant(device: ConfiguredDevice, { vendorId, productId, serial }: HidSelector): boolean {
  const found = hidDeviceOf(device);
  return found?.vendorId === vendorId && found.productId === productId && found.serial === serial;
}

/** Name of a HID line. */
export function hidName({ vendorId, productId, serial, usage }: HidSelector): string {
  const numbers = [vendorId, productId].map((number) => number.toString(16).padStart(4, '0')).join(':');
  return ['hid', numbers, serial, usage && `${usage.page}/${usage.id}`].filter(Boolean).join(' ');
}

/** A tower has no keys; a board has, in reports of their own; whatever else is there counts as a keyboard. */
export function hidKindOf(devices: readonly ConfiguredDevice[]): HidKind {
  const kinds = devices.map((device) => hidDeviceOf(device)?.kind ?? 'keys');
  if (kinds.length === 0 || kinds.includes('keys')) return 'keys';
  return kinds.includes('board') ? 'board' : 'tower';
}
