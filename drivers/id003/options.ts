import { z } from 'zod';
import { BILL_MODELS, billModel } from './models.ts';

/** Options of an ID-003 bill acceptor as the configuration holds them. */
export const billAcceptorOptions = z.strictObject({
  /** The quirks of the maker's model: name of a file in `models/`, or the content of one of the site's own. */
  model: z.union([z.string(), billModel]).default('jcm-id003'),
  /** STATUS is polled this often; the unit hands a note back when it is not polled for about 3 s. */
  poll_ms: z.int().min(50).max(500).default(150),
  /** Notes this site takes at all; each must stand in the currency table of the unit. */
  denominations_yen: z
    .array(z.union([1000, 2000, 5000, 10000].map((value) => z.literal(value))))
    .min(1)
    .default([1000]),
});
export type BillAcceptorOptions = z.infer<typeof billAcceptorOptions>;

/** What a model file of the site must hold, and the models that come with the program. */
export const billAcceptorModels = { schema: billModel, names: BILL_MODELS };
