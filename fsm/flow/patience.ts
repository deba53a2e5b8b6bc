import { chart } from '../chart.ts';

/** Delays of waiting states in which the citizen is asked for something. */
type CitizenDelay =
  | 'citizen_reads_ms'
  | 'citizen_sets_card_ms'
  | 'citizen_enters_pin_ms'
  | 'citizen_takes_card_ms'
  | 'citizen_chooses_ms'
  | 'citizen_pays_ms'
  | 'slip_shows_ms';

const GIVE_UP = { target: '#leaving', actions: { type: 'leave', params: { reason: 'timeout' } } } as const;

/** Where the silence of a citizen leads who has nothing to lose any more: one action, and on. */
type After = typeof GIVE_UP | { readonly target: '#leaving'; readonly actions?: 'noteTold' | 'noteForeignShown' };

/**
 * Inside of a waiting state: calm, then a warning, then it is left. Whoever touches anything is there: the time begins anew, again
 * and again, until the session has run as long as one may. Whatever the citizen does instead leaves the state and thereby the warning.
 */
export function patience(delay: CitizenDelay, after: After = GIVE_UP) {
  return {
    initial: 'calm',
    states: {
      calm: chart.createStateConfig({
        on: { 'screen.touched': { guard: 'mayExtend', target: 'calm', reenter: true } },
        after: { [delay]: 'warning' },
      }),
      warning: chart.createStateConfig({
        tags: ['warning'],
        on: {
          'citizen.extend': { guard: 'mayExtend', target: 'calm' },
          'screen.touched': { guard: 'mayExtend', target: 'calm' },
        },
        after: { citizen_answers_warning_ms: after },
      }),
    },
  } as const;
}
