import type { SessionDelays } from './events.ts';

/**
 * Stand-ins, so that the chart's delay names are known before the configuration is: `createSessionMachine` replaces every one.
 * A machine that still had them would leave each state at once, which no test would miss.
 */
export const UNSET_DELAYS: SessionDelays = {
  citizen_reads_ms: 0,
  citizen_sets_card_ms: 0,
  citizen_enters_pin_ms: 0,
  citizen_takes_card_ms: 0,
  citizen_chooses_ms: 0,
  citizen_pays_ms: 0,
  citizen_takes_items_ms: 0,
  citizen_answers_warning_ms: 0,
  card_answers_ms: 0,
  centre_answers_ms: 0,
  cash_settles_ms: 0,
  cash_pays_ms: 0,
  rejection_shows_ms: 0,
  printer_answers_ms: 0,
  printer_prints_leaf_ms: 0,
  slip_shows_ms: 0,
  staff_works_ms: 0,
};
