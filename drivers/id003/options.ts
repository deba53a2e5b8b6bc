import { z } from 'zod';
import { BILL_MODELS, billModel } from './models.ts';

/** Options of an ID-003 bill acceptor as the configuration holds them. */
export const billAcceptorOptions = z.strictObject({
  model: z
    .union([z.string(), billModel])
    .default('jcm-id003')
    .describe('the quirks of the maker’s model: name of a file in `models/`, or the content of one of the site’s own'),
  poll_ms: z
    .int()
    .min(50)
    .max(500)
    .default(150)
    .describe('STATUS is polled this often; the unit hands a note back when it is not polled for about 3 s'),
  denominations_yen: z
    .array(z.union([1000, 2000, 5000, 10000].map((value) => z.literal(value))))
    .min(1)
    .default([1000])
    .describe('notes this site takes at all; each must stand in the currency table of the unit'),
});
export type BillAcceptorOptions = z.infer<typeof billAcceptorOptions>;

/** What a model file of the site must hold, and the models that come with the program. */
export const billAcceptorModels = { schema: billModel, names: BILL_MODELS };
