/** Money (R11, R72–R75, R82–R86): pay → 「プリントスタート」 → closing the deposit; or everything back. */
import { chart } from '../chart.ts';
import { patience } from './patience.ts';

const LEAVE_CENTRE = { target: '#leaving', actions: { type: 'leaveWithCode', params: { reason: 'centre' } } } as const;
const LEAVE_CELL = {
  target: '#leaving',
  actions: { type: 'leave', params: { reason: 'centre', code: 'cellLost' } },
} as const;
const LEAVE_CASH = { target: '#leaving', actions: { type: 'leaveWithCode', params: { reason: 'cash' } } } as const;
const LEAVE_CITIZEN = { target: '#leaving', actions: { type: 'leave', params: { reason: 'citizen' } } } as const;

/** From here only payment or refund leads out. */
export const pay = chart.createStateConfig({
  id: 'pay',
  meta: { screen: 'pay' },
  on: {
    'citizen.printStart': { guard: 'enough', target: '#closingDeposit' },
    'citizen.cancel': LEAVE_CITIZEN,
    'cash.returnLever': { guard: 'moneyInside', ...LEAVE_CITIZEN },
    'cash.totals': { guard: 'moneyMoved', target: '.calm' },
    'cash.failed': LEAVE_CASH,
    'centre.failed': LEAVE_CENTRE,
    'cell.lost': LEAVE_CELL,
    'service.reasons': { guard: 'reasonsBeforeMoney', target: '#leaving', actions: 'leaveClosed' },
    'service.timeOver': {
      target: '#leaving',
      actions: { type: 'leave', params: { reason: 'service', code: 'closedNow' } },
    },
    'card.removed': {
      guard: 'sessionNeedsCard',
      target: '#leaving',
      actions: { type: 'leave', params: { reason: 'card', code: 'cardRemoved' } },
    },
  },
  ...patience('citizen_pays_ms'),
});

/** 「プリントスタート」 was pressed: nothing more may come in, then fees are set aside and change is paid. */
export const closingDeposit = chart.createStateConfig({
  id: 'closingDeposit',
  meta: { screen: 'closingDeposit' },
  initial: 'fixing',
  states: {
    fixing: {
      entry: 'fixDeposit',
      on: {
        'cash.fixed': [
          { guard: 'fixedEnough', target: 'charging' },
          { target: '#leaving', actions: { type: 'leave', params: { reason: 'cash', code: 'cashFault' } } },
        ],
        'cash.failed': LEAVE_CASH,
        'centre.failed': LEAVE_CENTRE,
        'cell.lost': LEAVE_CELL,
      },
      after: {
        cash_settles_ms: {
          target: '#leaving',
          actions: ['noteFixed', { type: 'leave', params: { reason: 'cash', code: 'cashOffline' } }],
        },
      },
    },
    charging: {
      id: 'charging',
      entry: 'chargeFees',
      on: {
        'cash.charged': { target: '#printing', actions: ['noteCharged', 'commitPrinting'] },
        'cell.lost': { actions: 'noteCellLost' },
      },
      after: {
        cash_settles_ms: {
          target: '#leaving',
          actions: { type: 'leave', params: { reason: 'cash', code: 'cashOffline' } },
        },
      },
    },
  },
});

/** Everything back to the citizen. What cannot be paid comes back as a slip. */
export const refunding = chart.createStateConfig({
  id: 'refunding',
  meta: { screen: 'refunding' },
  initial: 'paying',
  states: {
    fixing: {
      id: 'refundFixing',
      entry: 'fixDeposit',
      on: { 'cash.fixed': 'paying', 'cash.failed': 'paying' },
      // No answer: what the books know is paid all the same.
      after: { cash_settles_ms: 'paying' },
    },
    paying: {
      entry: 'askForRefund',
      exit: 'noteMoneySettled',
      // The cash region bounds each payout in time.
      on: { 'chart.settled': '#leaving' },
    },
  },
});
