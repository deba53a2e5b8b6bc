import { chart } from '../chart.ts';

/** Delays of waiting states in which the citizen is asked for something. */
type CitizenDelay =
  | 'citizen_reads_ms'
  | 'citizen_sets_card_ms'
  | 'citizen_enters_pin_ms'
  | 'citizen_takes_card_ms'
  | 'citizen_chooses_ms'
  | 'citizen_pays_ms';

const GIVE_UP = { target: '#leaving', actions: { type: 'leave', params: { reason: 'timeout' } } } as const;

/**
 * Inside of a waiting state: calm, then a warning that `citizen.extend` answers, then the session ends. Whatever the citizen
 * does instead leaves the state and thereby the warning.
 */
export function patience(delay: CitizenDelay) {
  return {
    initial: 'calm',
    states: {
      calm: chart.createStateConfig({ after: { [delay]: 'warning' } }),
      warning: chart.createStateConfig({
        tags: ['warning'],
        on: { 'citizen.extend': 'calm' },
        after: { citizen_answers_warning_ms: GIVE_UP },
      }),
    },
  } as const;
}
