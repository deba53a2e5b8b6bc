import type { z } from 'zod';
import {
  cctalkLineOptions,
  coinAcceptorModels,
  coinAcceptorOptions,
  hopperModels,
  hopperOptions,
} from '../drivers/cctalk/options.ts';
import { onePieceOptions } from '../drivers/changer/options.ts';
import { hidIndicatorModels, hidIndicatorOptions, hidKeypadModels, hidKeypadOptions } from '../drivers/hid/options.ts';
import { billAcceptorModels, billAcceptorOptions } from '../drivers/id003/options.ts';
import { ippPrinterOptions } from '../drivers/ipp/options.ts';
import { jpkiOptionsSchema } from '../drivers/jpki/options.ts';
import type { DeviceClass } from './schema.ts';

/** What the configuration knows about one driver of one class of device. */
export interface DriverEntry {
  readonly options: z.ZodType;
  /** Where the driver wants to find the address that stands on the device itself: key of the device → key of the options. */
  readonly address?: Readonly<Record<string, string>>;
  /** The quirks of makers' models, for drivers that have an option `model`. */
  readonly models?: { readonly schema: z.ZodType; readonly names: readonly string[] };
}

/** Drivers by name, then by class of device. A new driver adds its line here and nowhere else in `config/`. */
export const DRIVERS: Readonly<Record<string, Readonly<Partial<Record<DeviceClass, DriverEntry>>>>> = {
  cctalk: {
    coinAcceptor: { options: coinAcceptorOptions, models: coinAcceptorModels },
    coinDispenser: { options: hopperOptions, models: hopperModels },
  },
  'one-piece': { cashChanger: { options: onePieceOptions } },
  id003: { billAcceptor: { options: billAcceptorOptions, models: billAcceptorModels } },
  jpki: { cardReader: { options: jpkiOptionsSchema, address: { reader: 'readerName' } } },
  hid: {
    indicators: { options: hidIndicatorOptions, models: hidIndicatorModels },
    keypad: { options: hidKeypadOptions, models: hidKeypadModels },
  },
  ipp: { printer: { options: ippPrinterOptions, address: { uri: 'uri' } } },
};

/** Options of the serial line itself, for drivers that have some. */
export const LINE_OPTIONS: Readonly<Record<string, z.ZodType>> = {
  cctalk: cctalkLineOptions,
};
