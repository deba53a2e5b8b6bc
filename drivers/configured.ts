/** Devices as the configuration lists them. */
import { MadoguchiError } from '../src/base/errors.ts';

/** A device as configured (`config/schema.ts`): class, driver, where it is, and the driver's own options. */
export interface ConfiguredDevice {
  readonly id: string;
  readonly class: string;
  readonly driver: string;
  readonly port?: string | undefined;
  readonly reader?: string | undefined;
  readonly uri?: string | undefined;
  /** Of a printer: what it prints. */
  readonly role?: 'certificate' | 'receipt' | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The one device of a class. @throws `configValue` when there is none or more than one, or its driver is not known */
export function theOne(devices: readonly ConfiguredDevice[], deviceClass: string, driver: string): ConfiguredDevice {
  const found = devices.filter((device) => device.class === deviceClass);
  const [device] = found;
  if (!device || found.length > 1) {
    throw new MadoguchiError('configValue', `expected one device of class ${deviceClass}, found ${found.length}`);
  }
  knownDriver(device, driver);
  return device;
}

/** @throws `configValue` when the device asks for a driver that is not this one */
export function knownDriver(device: ConfiguredDevice, driver: string): void {
  if (device.driver === driver) return;
  throw new MadoguchiError('configValue', `${device.id}: driver "${device.driver}" is not known for ${device.class}`);
}
