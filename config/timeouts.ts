import { z } from 'zod';
import type { SessionDelays } from '../fsm/events.ts';

const span_ms = (normal_ms: number, min_ms: number, max_ms: number, about: string) =>
  z.int().min(min_ms).max(max_ms).default(normal_ms).describe(about);

/**
 * How long the session waits, by whom it waits for. Before a citizen's time-out acts, a warning shows that any touch
 * answers. No public source states the seconds of today's machines (requirements 2.2): these are the product's own.
 */
export const timeoutsSchema = z.strictObject({
  citizen_reads_ms: span_ms(120_000, 10_000, 600_000, 'the citizen reads notes or a message'),
  citizen_sets_card_ms: span_ms(60_000, 10_000, 600_000, 'the citizen sets the card'),
  citizen_enters_pin_ms: span_ms(60_000, 20_000, 600_000, 'the citizen enters the PIN'),
  citizen_takes_card_ms: span_ms(30_000, 5_000, 300_000, 'the citizen takes the card off after authentication'),
  citizen_chooses_ms: span_ms(90_000, 20_000, 600_000, 'the citizen chooses certificate, items, persons or copies'),
  citizen_pays_ms: span_ms(180_000, 30_000, 900_000, 'the citizen puts money in; each coin starts it again'),
  citizen_takes_items_ms: span_ms(
    180_000,
    30_000,
    3_600_000,
    'the citizen takes card, certificate, receipt and change',
  ),
  citizen_answers_warning_ms: span_ms(20_000, 10_000, 120_000, 'a warning shows before a time-out acts'),
  card_answers_ms: span_ms(10_000, 1_000, 60_000, 'the card answers'),
  centre_answers_ms: span_ms(60_000, 5_000, 300_000, 'the centre answers'),
  cash_settles_ms: span_ms(
    15_000,
    2_000,
    120_000,
    'coins and notes on their way come to rest after the slots are shut',
  ),
  cash_settles_at_start_ms: span_ms(
    90_000,
    10_000,
    600_000,
    'after a stop the cash devices tell what became of the money of the session that was cut off; then a slip is shown',
  ),
  cash_pays_ms: span_ms(120_000, 10_000, 600_000, 'change or a refund is paid out'),
  rejection_shows_ms: span_ms(8_000, 2_000, 60_000, 'the screen says why a coin or note came back'),
  printer_answers_ms: span_ms(30_000, 2_000, 300_000, 'the printer says whether it is ready'),
  printer_prints_leaf_ms: span_ms(
    300_000,
    60_000,
    1_800_000,
    'one sheet is printed; a whole request may take minutes (R87)',
  ),
  slip_shows_ms: span_ms(300_000, 60_000, 3_600_000, 'a slip stays on the screen when nobody confirms it'),
  staff_works_ms: span_ms(600_000, 60_000, 3_600_000, 'staff count and open boxes; each touch starts it again'),
}) satisfies z.ZodType<SessionDelays & { cash_settles_at_start_ms: number }>;
