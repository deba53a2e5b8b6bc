/** Cash as a technician moves and counts it; the same roads to the books as staff mode and payouts have. */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { method, noParams } from './method.ts';

const denomination_yen = z.int().min(1).max(10_000);
const pieces = z.int().min(0).max(100_000);

/** Pieces of one denomination, as a person counted them. */
export const countedPilesSchema = z.array(z.strictObject({ unit: keyword, denomination_yen, count: pieces })).max(200);
export type CountedPiles = z.infer<typeof countedPilesSchema>;

/** A running count of a device against the books since the last closing; `device` null = it was not read then. */
export const counterRowSchema = z.strictObject({
  unit: z.string(),
  counter: z.enum(['piecesIn', 'piecesOut']),
  device: z.int().nullable(),
  booked: z.int(),
  agrees: z.boolean().nullable(),
});

export const cashLevelsResultSchema = z.strictObject({
  units: z.array(
    z.strictObject({
      unit: z.string(),
      kind: z.enum(['hopper', 'recycler', 'noteBox', 'coinBox']),
      availability: z.string().nullable(),
      /** By its sensor, which counts nothing; null = it has none, or has not told. */
      level: z.enum(['empty', 'low', 'ok', 'full']).nullable(),
      capacity: z.int().nullable(),
      /** By the books; null = nobody ever counted it. */
      piles: z.array(z.strictObject({ denomination_yen, count: z.int().nullable() })),
      amount_yen: z.int(),
    }),
  ),
  total_yen: z.int(),
  counters: z.array(counterRowSchema),
  /** Change can be given as it is: no unit that pays is without figures or stock. */
  paysChange: z.boolean(),
});
export type CashLevelsResult = z.infer<typeof cashLevelsResultSchema>;

/** What lies in nobody's unit now: the technician has it in the hand, and the books have it with staff. */
export const testDispenseResultSchema = z.strictObject({
  /** For `cash.testPutBack`. */
  movement: z.string(),
  unit: z.string(),
  denomination_yen,
  asked: z.int(),
  /** Pieces that came out for certain. */
  dispensed: z.int(),
  outcome: z.enum(['done', 'partly', 'notDone', 'unknown']),
  code: z.string().nullable(),
});
export type TestDispenseResult = z.infer<typeof testDispenseResultSchema>;

const task = z.enum(['collect', 'refill', 'openingStock', 'closing']);
/** One unit; null = all of them (`closing`, `openingStock`). */
const unit = keyword.nullable().default(null);

export const exchangeOpenSchema = z.strictObject({
  task,
  unit: z.string().nullable(),
  /** What has to be counted, with what the books have. */
  piles: z.array(z.strictObject({ unit: z.string(), denomination_yen, booked: z.int() })),
});
export type ExchangeOpen = z.infer<typeof exchangeOpenSchema>;

/** What a booking came to, with the numbers of its sheet. */
export const exchangeBookedSchema = z.strictObject({
  task,
  unit: z.string().nullable(),
  /** Number of the sheet; of a closing its own. */
  number: z.int(),
  piles: z.array(
    z.strictObject({
      unit: z.string(),
      denomination_yen,
      booked: z.int(),
      counted: z.int(),
      /** 過不足: counted less booked. */
      difference: z.int(),
    }),
  ),
  counted_yen: z.int(),
  difference_yen: z.int(),
  counters: z.array(counterRowSchema),
  /** Only of a closing. */
  closing: z
    .strictObject({
      number: z.int(),
      from_ms: z.int(),
      at_ms: z.int(),
      cashIn_yen: z.int(),
      paidOut_yen: z.int(),
      fees_yen: z.record(z.string(), z.int()),
      overshort_yen: z.int(),
      sessions: z.int(),
      headHash: z.string(),
    })
    .nullable(),
});
export type ExchangeBooked = z.infer<typeof exchangeBookedSchema>;

export const reconcileResultSchema = z.strictObject({
  /** Everything agrees and nothing is open. */
  agrees: z.boolean(),
  rows: z.array(counterRowSchema),
  /** Units that pay and were never counted. */
  uncounted: z.array(z.strictObject({ unit: z.string(), denomination_yen })),
  /** Orders without an outcome, questions for a person, work of staff that was begun. */
  openOrders: z.int(),
  questions: z.int(),
  openExchanges: z.int(),
  /** Balances that ought to be 0 while nobody is served, yen. */
  unclaimed_yen: z.int(),
  disputed_yen: z.int(),
  overpaid_yen: z.int(),
  /** Codes of what does not agree. */
  codes: z.array(z.string()),
});
export type ReconcileResult = z.infer<typeof reconcileResultSchema>;

export const moneyMethods = {
  'cash.levels': method({
    about: 'What lies in each unit by the books, with sensors and the devices’ own counts beside it.',
    right: 'watch',
    params: noParams,
    result: cashLevelsResultSchema,
  }),
  'cash.testDispense': method({
    about: 'Lets pieces fall, booked as taken by staff. Refused while somebody is served or an order is open.',
    right: 'money',
    params: z.strictObject({ denomination_yen, count: z.int().min(1).max(20).default(1), unit: keyword.optional() }),
    result: testDispenseResultSchema,
  }),
  'cash.testPutBack': method({
    about: 'Books that the pieces of a test dispense were put back into their unit; once.',
    right: 'money',
    params: z.strictObject({ movement: z.string().regex(/^[0-9a-f]{32}$/) }),
    /** False: it was booked before. */
    result: z.strictObject({ unit: z.string(), denomination_yen, count: z.int(), fresh: z.boolean() }),
  }),
  'cash.exchangeStart': method({
    about: 'Begins work on a unit, or on all: the service stays closed until it is booked or given up.',
    right: 'money',
    params: z.strictObject({ task, unit }),
    result: exchangeOpenSchema,
  }),
  'cash.exchangeEnd': method({
    about: 'Books the counted work. `part`: some pieces stay in the unit. `sure`: an unlikely count is meant.',
    right: 'money',
    params: z.strictObject({
      task,
      unit,
      piles: countedPilesSchema,
      part: z.boolean().default(false),
      sure: z.boolean().default(false),
    }),
    result: exchangeBookedSchema,
  }),
  'cash.exchangeDrop': method({
    about: 'Gives begun work up: nothing was moved.',
    right: 'money',
    params: z.strictObject({ task, unit }),
    result: z.strictObject({ open: z.int() }),
  }),
  'cash.closing': method({
    about: '締め in one call: every unit as counted. With no piles: as booked, nothing counted.',
    right: 'money',
    params: z.strictObject({ piles: countedPilesSchema.default([]), sure: z.boolean().default(false) }),
    result: exchangeBookedSchema,
  }),
  'ledger.reconcile': method({
    about: 'Books against what the devices count, and everything that is open in them.',
    right: 'watch',
    params: noParams,
    result: reconcileResultSchema,
  }),
} as const;
