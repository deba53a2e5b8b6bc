/** The citizen's way, from 「行政サービス」 to 「確認(音声停止)」. Read it from top to bottom. */
import { chart } from '../chart.ts';
import { cardStates } from './card.ts';
import { printing } from './delivery.ts';
import { awaitingSlip, ended, lastPayout, leaving, refusal, slip, takeItems } from './ending.ts';
import { askForeign, foreignPaper } from './foreign-paper.ts';
import { patience } from './patience.ts';
import { closingDeposit, pay, refunding } from './payment.ts';
import { choosing, fetching } from './request.ts';
import { staff, staffCode, staffLeaving } from './staff.ts';

const idle = chart.createStateConfig({
  id: 'idle',
  meta: { screen: 'idle' },
  // Staff are let in only here, in service or not: never while anybody's session is open.
  always: { guard: 'keyAsks', target: 'staff' },
  on: {
    'staff.knock': 'staffCode',
    'citizen.openGovernmentService': { guard: 'serviceOpen', target: 'governmentMenu' },
    // From recovery: money of a session that a crash ended.
    'slip.opened': 'slip',
  },
});

const governmentMenu = chart.createStateConfig({
  id: 'governmentMenu',
  meta: { screen: 'governmentMenu' },
  on: {
    'citizen.openCertificateService': {
      guard: 'serviceOpen',
      target: '#notes',
      actions: ['beginSession', 'noteBegun'],
    },
    'citizen.back': 'idle',
    'citizen.cancel': 'idle',
    'service.reasons': { guard: 'eventHasReasons', target: 'idle' },
    'service.drain': { guard: 'eventDrains', target: 'idle' },
    'slip.opened': 'slip',
  },
  ...patience('citizen_reads_ms'),
});

const notesOnUse = chart.createStateConfig({
  id: 'notes',
  meta: { screen: 'notes' },
  on: { 'citizen.agree': '#setCard' },
  ...patience('citizen_reads_ms'),
});

/** A message about something the citizen can put right. */
const advice = chart.createStateConfig({
  id: 'advice',
  meta: { screen: 'refusal' },
  on: {
    'citizen.acknowledge': [
      { guard: 'backToSetCard', target: '#setCard', actions: 'clearCode' },
      { guard: 'backToCertificate', target: '#certificate', actions: 'clearCode' },
      { target: '#check', actions: 'clearCode' },
    ],
  },
  ...patience('citizen_reads_ms'),
});

/** Nothing has been paid: the citizen may leave at any moment, and so may we. */
const beforeMoney = chart.createStateConfig({
  initial: 'notes',
  on: {
    'citizen.cancel': { target: '#leaving', actions: { type: 'leave', params: { reason: 'citizen' } } },
    'cell.lost': { target: '#leaving', actions: { type: 'leave', params: { reason: 'centre', code: 'cellLost' } } },
    'centre.failed': { target: '#leaving', actions: { type: 'leaveWithCode', params: { reason: 'centre' } } },
    'centre.refused': { target: '#leaving', actions: { type: 'leaveWithCode', params: { reason: 'centre' } } },
    // A chain that keeps the card on ends neutrally when it goes before payment (R6).
    'card.removed': {
      guard: 'sessionNeedsCard',
      target: '#leaving',
      actions: { type: 'leave', params: { reason: 'card', code: 'cardRemoved' } },
    },
    // The answer for a card that was taken off and set again.
    'centre.cardKnown': { actions: 'noteCardKnown' },
  },
  states: { notes: notesOnUse, ...cardStates, choosing, advice, fetching },
});

/** Legal wherever a session is, because they may have been on their way when it moved on. */
const LATE = { guard: 'sessionBegun' } as const;

export const flow = chart.createStateConfig({
  initial: 'idle',
  on: {
    'centre.cardKnown': LATE,
    'centre.authenticated': LATE,
    'centre.documentsReady': LATE,
    'centre.refused': LATE,
    'centre.failed': LATE,
    'cell.lost': {},
    // Paid meanwhile, or over already.
    'service.timeOver': {},
    'cash.charged': LATE,
    'chart.settled': {},
    // Answers to staff mode that came after it was left.
    'staff.codeRight': {},
    'staff.codeRefused': {},
    'staff.booked': {},
    'staff.refused': {},
    'staff.printed': {},
    'staff.printFailed': {},
  },
  states: {
    idle,
    governmentMenu,
    beforeMoney,
    pay,
    closingDeposit,
    printing,
    leaving,
    refunding,
    awaitingSlip,
    lastPayout,
    refusal,
    slip,
    takeItems,
    askForeign,
    foreignPaper,
    ended,
    staffCode,
    staff,
    staffLeaving,
  },
});
