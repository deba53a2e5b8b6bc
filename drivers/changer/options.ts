import { z } from 'zod';

/** Options of a one-piece changer as the configuration holds them. */
export const onePieceOptions = z.strictObject({
  poll_ms: z
    .int()
    .min(50)
    .max(500)
    .default(150)
    .describe('STATUS is polled this often while a deposit is open or something is under way'),
  idlePoll_ms: z.int().min(50).max(1000).default(450).describe('the same while the unit is at rest and takes nothing'),
  denominations_yen: z
    .array(z.union([10, 50, 100, 500, 1000, 2000, 5000, 10000].map((value) => z.literal(value))))
    .min(1)
    .default([10, 50, 100, 500, 1000])
    .describe('coins and notes this site takes; the unit must be able to take each'),
  cashbox: z
    .string()
    .min(1)
    .default('cashbox')
    .describe('unit of the ledger in which pieces lie that the unit cannot pay out again'),
});
export type OnePieceOptions = z.infer<typeof onePieceOptions>;
