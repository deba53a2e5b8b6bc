import type { z } from 'zod';
import { cctalkLineOptions, coinAcceptorOptions, hopperOptions } from '../drivers/cctalk/options.ts';
import type { DeviceClass } from './schema.ts';

/** Options of each driver, by the class of device it drives. A new driver adds its line here and nowhere else. */
export const DRIVER_OPTIONS: Readonly<Record<string, Readonly<Partial<Record<DeviceClass, z.ZodType>>>>> = {
  cctalk: { coinAcceptor: coinAcceptorOptions, coinDispenser: hopperOptions },
};

/** Options of the serial line itself, for drivers that have some. */
export const LINE_OPTIONS: Readonly<Record<string, z.ZodType>> = {
  cctalk: cctalkLineOptions,
};
