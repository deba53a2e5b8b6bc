import { z } from 'zod';
import { INDICATOR_MODELS, indicatorModel, KEYPAD_MODELS, keypadModel } from './models.ts';

const which = {
  vendorId: z
    .int()
    .min(1)
    .max(0xffff)
    .meta({ unit: 'USB number' })
    .optional()
    .describe('USB vendor and product number where the unit differs from its model (a maker’s own board)'),
  productId: z
    .int()
    .min(0)
    .max(0xffff)
    .meta({ unit: 'USB number' })
    .optional()
    .describe('USB product number, likewise'),
  serial: z
    .string()
    .min(1)
    .max(126)
    .optional()
    .describe('serial number of the one unit that is meant; needed where two of a kind are plugged in'),
};

/** Options of lamps, sensors or a status tower on USB, as the configuration holds them. */
export const hidIndicatorOptions = z.strictObject({
  model: z
    .union([z.string(), indicatorModel])
    .default('madoguchi-board')
    .describe('name of a file in `models/`, or the content of one of the site’s own'),
  ...which,
});
export type HidIndicatorOptions = z.infer<typeof hidIndicatorOptions>;

/** Options of a tactile keypad on USB, as the configuration holds them. */
export const hidKeypadOptions = z.strictObject({
  model: z
    .union([z.string(), keypadModel])
    .default('madoguchi-board')
    .describe('name of a file in `models/`, or the content of one of the site’s own'),
  ...which,
});
export type HidKeypadOptions = z.infer<typeof hidKeypadOptions>;

/** What a model file of the site must hold, and the models that come with the program. */
export const hidIndicatorModels = { schema: indicatorModel, names: INDICATOR_MODELS };
export const hidKeypadModels = { schema: keypadModel, names: KEYPAD_MODELS };
