/** Card and PIN (R4–R6, R18–R32): set card → reading → [last try] → PIN → authenticating → [take card]. */
import { chart } from '../chart.ts';
import { patience } from './patience.ts';

/** The card asks for nothing any more; the citizen is told why and sets it again. */
const BACK_WITH_CODE = { target: '#setCard', actions: 'sayCode' } as const;
const BACK_REMOVED = { target: '#setCard', actions: { type: 'say', params: { code: 'cardRemoved' } } } as const;
const BACK_UNREADABLE = { target: '#setCard', actions: { type: 'say', params: { code: 'cardUnreadable' } } } as const;
/** The card vanished while it checked the PIN: a try may be spent, so the counter is read anew. */
const BACK_UNKNOWN = { target: '#setCard', actions: { type: 'say', params: { code: 'pinOutcomeUnknown' } } } as const;
const BLOCKED = {
  target: '#leaving',
  actions: { type: 'leave', params: { reason: 'card', code: 'pinBlocked' } },
} as const;
const CENTRE_SILENT = {
  target: '#leaving',
  actions: { type: 'leave', params: { reason: 'centre', code: 'centreTimeout' } },
} as const;

/** Answers of a card that is being read; they may come before `card.inserted` is heard. */
const READ = {
  'card.identified': [
    {
      guard: 'cardSwapped',
      target: '#leaving',
      actions: { type: 'leave', params: { reason: 'card', code: 'cardSwapped' } },
    },
    {
      guard: 'cardExpired',
      target: '#leaving',
      actions: { type: 'leave', params: { reason: 'card', code: 'cardExpired' } },
    },
    { guard: 'noTriesLeft', ...BLOCKED },
    { guard: 'centreKnowsCard', target: '#cardRead', actions: 'clearCode' },
    { guard: 'alreadyPresented', target: '#askingCentre', actions: 'clearCode' },
    { target: '#askingCentre', actions: ['clearCode', 'presentCard'] },
  ],
  'card.refused': { target: '#advice', actions: { type: 'advise', params: { backTo: 'setCard' } } },
  // A card that is locked says so while it is read.
  'card.pinBlocked': BLOCKED,
  'card.failed': BACK_WITH_CODE,
} as const;

const setCard = chart.createStateConfig({
  id: 'setCard',
  meta: { screen: 'setCard' },
  entry: ['releaseCard', 'offerReader'],
  on: {
    'card.inserted': '#readingCard',
    'card.removed': { actions: 'acceptCard' },
    // Late: the card had gone while it checked the PIN.
    'card.pinOutcomeUnknown': { guard: 'cardAsked', actions: { type: 'say', params: { code: 'pinOutcomeUnknown' } } },
    ...READ,
  },
  ...patience('citizen_sets_card_ms'),
});

const readingCard = chart.createStateConfig({
  id: 'readingCard',
  meta: { screen: 'readingCard' },
  initial: 'identifying',
  on: { 'card.removed': BACK_REMOVED, 'card.failed': BACK_WITH_CODE },
  states: {
    identifying: { on: READ, after: { card_answers_ms: BACK_UNREADABLE } },
    askingCentre: {
      id: 'askingCentre',
      on: { 'centre.cardKnown': { target: '#cardRead', actions: 'noteCardKnown' } },
      after: { centre_answers_ms: CENTRE_SILENT },
    },
    known: {
      id: 'cardRead',
      always: [
        { guard: 'lastTryIsNext', target: '#lastTry' },
        { guard: 'pinIsNext', target: '#pin' },
        { target: '#certificate' },
      ],
    },
  },
});

const authenticating = chart.createStateConfig({
  meta: { screen: 'authenticating' },
  initial: 'verifying',
  states: {
    verifying: {
      entry: 'verifyPin',
      exit: 'wipePin',
      on: {
        'card.pinVerified': 'signing',
        'card.pinWrong': [
          { guard: 'noTriesLeft', ...BLOCKED },
          { guard: 'oneTryLeft', target: '#lastTry', actions: { type: 'say', params: { code: 'pinWrong' } } },
          { target: '#pin', actions: { type: 'say', params: { code: 'pinWrong' } } },
        ],
        'card.pinBlocked': BLOCKED,
        'card.pinOutcomeUnknown': BACK_UNKNOWN,
        'card.removed': BACK_UNKNOWN,
        // The counter was not what the citizen saw, or the card failed: nothing was spent.
        'card.refused': BACK_WITH_CODE,
        'card.failed': BACK_WITH_CODE,
      },
      after: { card_answers_ms: BACK_UNKNOWN },
    },
    signing: {
      entry: 'signDigest',
      on: {
        'card.signed': { target: 'judging', actions: 'authenticate' },
        'card.removed': BACK_REMOVED,
        'card.failed': BACK_WITH_CODE,
      },
      after: { card_answers_ms: BACK_UNREADABLE },
    },
    // The card has done its part: with a profile that has it taken off it may go now.
    judging: {
      on: {
        'card.removed': {
          guard: 'cardMustStay',
          target: '#leaving',
          actions: { type: 'leave', params: { reason: 'card', code: 'cardRemoved' } },
        },
        'centre.authenticated': [
          {
            guard: 'nothingOffered',
            target: '#leaving',
            actions: ['noteAuthenticated', { type: 'leave', params: { reason: 'centre', code: 'typeNotOffered' } }],
          },
          { guard: 'cardMustGo', target: '#takeCard', actions: 'noteAuthenticated' },
          { target: '#afterCard', actions: 'noteAuthenticated' },
        ],
      },
      after: { centre_answers_ms: CENTRE_SILENT },
    },
  },
});

/** From the first PIN screen until the card has answered: whatever leaves here wipes the PIN buffer. */
const pinEntry = chart.createStateConfig({
  initial: 'pin',
  exit: 'wipePin',
  states: {
    lastTry: {
      id: 'lastTry',
      meta: { screen: 'lastTry' },
      on: { 'citizen.confirmLastTry': 'pin', 'card.removed': BACK_REMOVED, 'card.failed': BACK_WITH_CODE },
      ...patience('citizen_reads_ms'),
    },
    pin: {
      id: 'pin',
      meta: { screen: 'pin' },
      on: {
        'citizen.enterPin': 'authenticating',
        'citizen.back': { guard: 'pinComesLast', target: '#copies', actions: 'clearCode' },
        'card.removed': BACK_REMOVED,
        'card.failed': BACK_WITH_CODE,
      },
      ...patience('citizen_enters_pin_ms'),
    },
    authenticating,
  },
});

const takeCard = chart.createStateConfig({
  id: 'takeCard',
  meta: { screen: 'takeCard' },
  entry: ['releaseCard', 'remindOfCard'],
  exit: 'hush',
  on: { 'card.removed': '#afterCard' },
  ...patience('citizen_takes_card_ms'),
});

export const cardStates = {
  setCard,
  readingCard,
  pinEntry,
  takeCard,
} as const;
