import { z } from 'zod';

/** Options of a one-piece changer as the configuration holds them. */
export const onePieceOptions = z.strictObject({
  /** STATUS is polled this often while a deposit is open or something is under way. */
  poll_ms: z.int().min(50).max(500).default(150),
  /** The same while the unit is at rest and takes nothing. */
  idlePoll_ms: z.int().min(50).max(1000).default(450),
  /** Coins and notes this site takes; the unit must be able to take each. */
  denominations_yen: z
    .array(z.union([10, 50, 100, 500, 1000, 2000, 5000, 10000].map((value) => z.literal(value))))
    .min(1)
    .default([10, 50, 100, 500, 1000]),
  /** Unit of the ledger in which pieces lie that the unit cannot pay out again. */
  cashbox: z.string().min(1).default('cashbox'),
});
export type OnePieceOptions = z.infer<typeof onePieceOptions>;
