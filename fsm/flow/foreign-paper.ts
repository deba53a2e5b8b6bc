/**
 * 「これは私のものではありません」 (D11): a citizen finds somebody else's paper in the tray. It is asked once more; after that no
 * further leaf is sent, and the reference number stands on the screen. Silence is no answer: nothing is stopped by it.
 */
import { chart } from '../chart.ts';
import { patience } from './patience.ts';

const SHOWN = { target: '#leaving', actions: 'noteForeignShown' } as const;

/** Beside the printing: while it is asked, the leaf under way ends and the next one waits. */
export const foreignWhilePrinting = chart.createStateConfig({
  initial: 'none',
  states: {
    none: { on: { 'citizen.notMine': { guard: 'sheetIsOut', target: 'asking' } } },
    asking: {
      id: 'foreignAsking',
      meta: { screen: 'askForeign' },
      on: {
        'citizen.confirmNotMine': { target: 'told', actions: ['noteForeign', 'reportForeign'] },
        'citizen.back': 'none',
      },
      after: { citizen_reads_ms: 'none' },
    },
    /** What is printed ends, what is not earned goes back; then `leaving` shows the number until it is read. */
    told: { meta: { screen: 'foreignPaper' } },
  },
});

/** Asked on the last screen. */
export const askForeign = chart.createStateConfig({
  id: 'askForeign',
  meta: { screen: 'askForeign' },
  on: {
    'citizen.confirmNotMine': { target: '#leaving', actions: ['noteForeign', 'reportForeign'] },
    'citizen.back': '#leaving',
  },
  after: { citizen_reads_ms: '#leaving' },
});

/** The number, whom to call, and what to do with the papers. */
export const foreignPaper = chart.createStateConfig({
  id: 'foreignPaper',
  meta: { screen: 'foreignPaper' },
  on: { 'citizen.acknowledge': SHOWN },
  ...patience('slip_shows_ms', SHOWN),
});
