/** The request (R7–R10): certificate → items → persons → copies → check, and back. With PIN last, persons follow the PIN (R14). */
import { chart } from '../chart.ts';
import { patience } from './patience.ts';

const certificate = chart.createStateConfig({
  id: 'certificate',
  meta: { screen: 'certificate' },
  on: {
    'citizen.chooseCertificate': { guard: 'typeOffered', target: 'certificateChosen', actions: 'noteType' },
    'citizen.askWhy': { guard: 'typeRefused', target: '#advice', actions: 'explainType' },
    'citizen.back': [
      { guard: 'lineReopened', target: 'check', actions: 'restoreLine' },
      { guard: 'requestsChosen', target: 'check', actions: 'dropDraft' },
    ],
  },
  ...patience('citizen_chooses_ms'),
});

const items = chart.createStateConfig({
  id: 'items',
  meta: { screen: 'items' },
  on: {
    'citizen.chooseItems': { guard: 'itemsFit', target: 'itemsChosen', actions: 'noteItems' },
    'citizen.back': 'certificate',
  },
  ...patience('citizen_chooses_ms'),
});

const persons = chart.createStateConfig({
  id: 'persons',
  meta: { screen: 'persons' },
  on: {
    'citizen.choosePersons': { guard: 'personsFit', target: 'personsChosen', actions: 'notePersons' },
    'citizen.back': [{ guard: 'draftHasItems', target: 'items' }, { target: 'certificate' }],
  },
  ...patience('citizen_chooses_ms'),
});

const copies = chart.createStateConfig({
  id: 'copies',
  meta: { screen: 'copies' },
  on: {
    'citizen.chooseCopies': { guard: 'copiesFit', target: 'copiesChosen', actions: 'noteCopies' },
    'citizen.back': [
      { guard: 'draftNeedsPersons', target: 'persons' },
      { guard: 'draftHasItems', target: 'items' },
      { target: 'certificate' },
    ],
  },
  ...patience('citizen_chooses_ms'),
});

const check = chart.createStateConfig({
  id: 'check',
  meta: { screen: 'check' },
  entry: 'foreseeFees',
  on: {
    'citizen.confirm': [
      { guard: 'sessionStopped', target: '#leaving', actions: 'leaveClosed' },
      { guard: 'requestsChosen', target: '#fetching', actions: 'clearCode' },
    ],
    'citizen.addCertificate': { guard: 'roomForMore', target: 'certificate' },
    'citizen.removeCertificate': [
      { guard: 'removesOnlyOne', target: 'certificate', actions: 'removeLine' },
      { guard: 'removesOne', target: '.calm', actions: ['removeLine', 'foreseeFees'] },
    ],
    'citizen.back': { guard: 'requestsChosen', target: 'copies', actions: 'reopenLast' },
  },
  ...patience('citizen_chooses_ms'),
});

/** One certificate after the other; the `…Chosen` states only decide what comes next. */
export const choosing = chart.createStateConfig({
  initial: 'certificate',
  on: {
    'card.removed': {
      guard: 'notAuthenticated',
      target: '#setCard',
      actions: { type: 'say', params: { code: 'cardRemoved' } },
    },
  },
  states: {
    afterCard: {
      id: 'afterCard',
      always: [
        {
          guard: 'draftWithheld',
          target: '#advice',
          actions: ['explainType', 'dropDraft'],
        },
        { guard: 'draftChanged', target: 'certificateChosen', actions: 'refitDraft' },
        { guard: 'draftNeedsPersons', target: 'persons' },
        { guard: 'draftBegun', target: 'check', actions: 'keepDraft' },
        { target: 'certificate' },
      ],
    },
    certificate,
    certificateChosen: { always: [{ guard: 'draftHasItems', target: 'items' }, { target: 'itemsChosen' }] },
    items,
    itemsChosen: { always: [{ guard: 'draftNeedsPersons', target: 'persons' }, { target: 'personsChosen' }] },
    persons,
    personsChosen: {
      always: [{ guard: 'draftHasCopies', target: 'check', actions: 'keepDraft' }, { target: 'copies' }],
    },
    copies,
    copiesChosen: {
      always: [
        { guard: 'notAuthenticated', target: '#cardRead' },
        { target: 'check', actions: 'keepDraft' },
      ],
    },
    check,
  },
});

/** Documents fetched and checked, and the printer asked, before any money (D12). */
export const fetching = chart.createStateConfig({
  id: 'fetching',
  meta: { screen: 'fetching' },
  initial: 'applying',
  states: {
    applying: {
      entry: 'apply',
      on: {
        'centre.documentsReady': [
          {
            guard: 'documentsMissing',
            target: '#leaving',
            actions: { type: 'leave', params: { reason: 'centre', code: 'centreReply' } },
          },
          {
            guard: 'feesDiffer',
            target: '#leaving',
            actions: { type: 'leave', params: { reason: 'centre', code: 'catalogueDiffers' } },
          },
          {
            guard: 'taxYearsDiffer',
            target: '#leaving',
            actions: { type: 'leave', params: { reason: 'centre', code: 'documentForeign' } },
          },
          { target: 'askingPrinter', actions: 'noteDocuments' },
        ],
        'centre.refused': [
          {
            guard: 'refusesRequestOnly',
            target: '#advice',
            actions: { type: 'advise', params: { backTo: 'check' } },
          },
          { target: '#leaving', actions: { type: 'leaveWithCode', params: { reason: 'centre' } } },
        ],
      },
      // A later reply belongs to a dead transaction (D4).
      after: {
        centre_answers_ms: {
          target: '#leaving',
          actions: { type: 'leave', params: { reason: 'centre', code: 'centreTimeout' } },
        },
      },
    },
    askingPrinter: {
      entry: 'checkPrinter',
      on: {
        'print.ready': [
          { guard: 'sessionStopped', target: '#leaving', actions: 'leaveClosed' },
          { target: '#pay', actions: 'beginDeposit' },
        ],
        'print.notReady': {
          target: '#leaving',
          actions: { type: 'leaveWithCode', params: { reason: 'printer' } },
        },
      },
      after: {
        printer_answers_ms: {
          target: '#leaving',
          actions: { type: 'leave', params: { reason: 'printer', code: 'printerOffline' } },
        },
      },
    },
  },
});
