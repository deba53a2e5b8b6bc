/** The ways out (R13, R103, D10): money back, then the reason, then slips, then what there is to take, then nothing is left. */
import { chart } from '../chart.ts';
import { patience } from './patience.ts';

/** Decides what is still to do before the session may end; every way out leads here until nothing is left. */
export const leaving = chart.createStateConfig({
  id: 'leaving',
  entry: ['abandonCentre', 'releaseCard'],
  always: [
    { guard: 'depositOpen', target: '#refundFixing' },
    { guard: 'moneyUnsettled', target: '#refunding' },
    { guard: 'stillPaying', target: '#lastPayout' },
    { guard: 'slipExpected', target: '#awaitingSlip' },
    { guard: 'foreignToShow', target: '#foreignPaper' },
    { guard: 'somethingToTell', target: '#refusal' },
    { guard: 'slipWaiting', target: '#slip' },
    { guard: 'thingsToTake', target: '#takeItems' },
    { target: '#ended' },
  ],
});

const READ = { target: '#leaving' } as const;
const TOLD = { target: '#leaving', actions: 'noteTold' } as const;

/** A coin that came late is on its way back: nobody is sent away before it is there. */
export const lastPayout = chart.createStateConfig({
  id: 'lastPayout',
  meta: { screen: 'refunding' },
  // The cash region bounds each payout in time.
  on: { 'chart.settled': '#leaving' },
});

/** Why the session ends. */
export const refusal = chart.createStateConfig({
  id: 'refusal',
  meta: { screen: 'refusal' },
  on: { 'citizen.acknowledge': TOLD },
  ...patience('citizen_reads_ms', TOLD),
});

/** The books are about to open a slip: the session must not end before its number was shown. */
export const awaitingSlip = chart.createStateConfig({
  id: 'awaitingSlip',
  meta: { screen: 'refunding' },
  on: { 'slip.opened': '#leaving' },
  after: { cash_settles_ms: { target: '#leaving', actions: 'noteNoSlipCame' } },
});

/** Money that could not be paid, or a fee in dispute: number and amount, on paper where that works, else on the screen. */
export const slip = chart.createStateConfig({
  id: 'slip',
  meta: { screen: 'slip' },
  initial: 'printing',
  exit: 'dropSlip',
  states: {
    printing: {
      entry: 'printSlip',
      on: { 'print.slipDone': 'printed', 'print.slipFailed': 'shown' },
      after: { printer_prints_leaf_ms: 'shown' },
    },
    printed: {
      exit: 'settleSlipPrinted',
      on: { 'citizen.acknowledge': '#leaving' },
      ...patience('slip_shows_ms', READ),
    },
    shown: {
      exit: 'settleSlipShown',
      on: { 'citizen.acknowledge': '#leaving' },
      ...patience('slip_shows_ms', READ),
    },
  },
});

/** Voice and screen until 「確認(音声停止)」; a thing that is seen to lie there cannot be confirmed away. */
export const takeItems = chart.createStateConfig({
  id: 'takeItems',
  meta: { screen: 'takeItems' },
  entry: ['noteReminded', 'remind'],
  exit: 'hush',
  on: {
    'citizen.confirmTaken': [
      { guard: 'seenLeft', actions: 'remind' },
      { target: '#leaving', actions: 'noteTaken' },
    ],
    'citizen.notMine': { guard: 'paperMayBeForeign', target: '#askForeign' },
    'slip.opened': '#slip',
  },
  after: { citizen_takes_items_ms: { target: '#leaving', actions: ['recordLeft', 'noteTaken'] } },
});

export const ended = chart.createStateConfig({
  id: 'ended',
  entry: 'tellEnded',
  on: { 'chart.ended': { target: '#idle', actions: 'endSession' } },
});
