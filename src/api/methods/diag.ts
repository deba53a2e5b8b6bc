/** Diagnosis: each check of a device or of the kiosk itself is a row that names its fault by code. */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { method } from './method.ts';

/**
 * `internal` moves nothing and changes nothing. `external` moves what comes back or costs nothing: lamps, a tone, a test page, a unit's
 * reset. `interactive` asks the technician for a hand, an eye or an ear.
 */
export const diagLevelSchema = z.enum(['internal', 'external', 'interactive']);
export type DiagLevel = z.infer<typeof diagLevelSchema>;

/** Parts of the kiosk that are no device and are checked like one, as names of `device`. */
export const DIAG_SUBJECTS = ['centre', 'ledger', 'screen', 'certificates'] as const;

/**
 * What is checked. Every level begins with `state`; a device that is away or lent has the rest `skipped`.
 *
 *     state         what the device says of itself over its wire
 *     selfTest      its own self test (ccTalk 232, ID-003 STATUS, IPP attributes, PC/SC reader); `external`: with a reset, parts move
 *     noCard        no card lies at the reader
 *     stock         every unit that pays was counted and has something in it
 *     counters      what the devices counted agrees with the books
 *     toner         toner is enough for the patterns of a certificate
 *     outlet        a voice and a player for this outlet
 *     lamps         the device has the lamps it is lit by
 *     reachable     the centre answers
 *     clockSkew     the machine's clock against the centre's time
 *     books         books are whole as far as they were gone over; nothing is left open by a stop
 *     disk          the disk under the books takes what is written
 *     present       a screen is connected
 *     expiry        a certificate or key of the kiosk runs out
 *     tone, blink, testPage                                external
 *     card, coin, note, keys, heard, seen, page, shown     interactive
 */
export const DIAG_CHECKS = [
  ...(['state', 'selfTest', 'noCard', 'stock', 'counters', 'toner', 'outlet', 'lamps'] as const),
  ...(['reachable', 'clockSkew', 'books', 'disk', 'present', 'expiry'] as const),
  ...(['tone', 'blink', 'testPage'] as const),
  ...(['card', 'coin', 'note', 'keys', 'heard', 'seen', 'page', 'shown'] as const),
] as const;
export type DiagCheck = (typeof DIAG_CHECKS)[number];

/** What a technician is asked. `act`: the kiosk sees by itself that it was done; `answer`: only a person can tell. */
export const DIAG_QUESTIONS = {
  putCardOn: 'act',
  takeCardOff: 'act',
  /** Nothing is taken: a coin or note that is put in comes straight back. */
  insertCoin: 'act',
  insertNote: 'act',
  /** The argument names the key. */
  pressKey: 'act',
  /** The argument names the outlet. */
  toneHeard: 'answer',
  lampSeen: 'answer',
  pageGood: 'answer',
  screenSeen: 'answer',
} as const;
export type DiagQuestion = keyof typeof DIAG_QUESTIONS;

export const diagRowSchema = z.strictObject({
  device: z.string(),
  check: z.enum(DIAG_CHECKS),
  result: z.enum(['ok', 'warn', 'fail', 'skipped']),
  /** The number as in `M3001`, and its name; null where nothing is wrong. */
  code: z.string().nullable(),
  name: z.string().nullable(),
  /** What was found, and what was expected. */
  detail: z.string(),
  /** What to do; empty where nothing is wrong. */
  remedy: z.string(),
});
export type DiagRow = z.infer<typeof diagRowSchema>;

export const diagResultSchema = z.strictObject({
  level: diagLevelSchema,
  /** No row failed. */
  passed: z.boolean(),
  rows: z.array(diagRowSchema),
});
export type DiagResult = z.infer<typeof diagResultSchema>;

/**
 * Text of the progress: `check <device> <check>` for what is being done, `ask <number> <device> <question> [<argument>]` for a
 * question. What is not answered in a minute is `skipped`.
 */
export const diagMethods = {
  'diag.run': method({
    about:
      'Checks a device, a part of the kiosk, or all. Refused while somebody is served, and while another diagnosis runs.',
    right: 'operate',
    params: z.strictObject({ device: keyword.default('all'), level: diagLevelSchema.default('internal') }),
    result: diagResultSchema,
  }),
  'diag.answer': method({
    about: 'Answers the question of a running diagnosis; `skip` goes on without it.',
    right: 'operate',
    params: z.strictObject({ question: z.int().min(1), answer: z.enum(['yes', 'no', 'skip']) }),
    /** False: it was answered already, or nobody asks any more. */
    result: z.strictObject({ taken: z.boolean() }),
  }),
} as const;
