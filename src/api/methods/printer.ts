/** Printers: as they are, and one sheet to look at. */
import { z } from 'zod';
import { method } from './method.ts';
import { reasonSchema } from './reason.ts';

const printer = z.enum(['printer', 'receiptPrinter']).default('printer');

export const printerLookResultSchema = z.strictObject({
  printer: z.string(),
  model: z.string(),
  availability: z.string(),
  reasons: z.array(reasonSchema),
  /** As it says of itself; null until it has. */
  traits: z
    .strictObject({
      rasterTypes: z.array(z.string()),
      sheetBack: z.string(),
      pdf: z.boolean(),
      colour: z.boolean(),
    })
    .nullable(),
  /** What pages are made in for it. */
  format: z.string(),
  /** Fullness of the emptiest toner; null = it does not tell. */
  toner_percent: z.number().nullable(),
  tonerLow: z.boolean(),
  /** Rung of けん制文字; null = never set. */
  rung: z.int().nullable(),
});
export type PrinterLookResult = z.infer<typeof printerLookResultSchema>;

/** `number` stands on the sheet. */
export const testPageResultSchema = z.strictObject({ printer: z.string(), number: z.int() });

export const printerMethods = {
  'printer.look': method({
    about: 'A printer as it is: state, what it can do, toner, calibration.',
    right: 'watch',
    params: z.strictObject({ printer }),
    result: printerLookResultSchema,
  }),
  'printer.testPage': method({
    about: 'Prints one sheet without anything of a citizen; answers when it is out, else with the printer’s own code.',
    right: 'operate',
    params: z.strictObject({ printer }),
    result: testPageResultSchema,
  }),
} as const;
