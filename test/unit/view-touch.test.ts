import { expect, test } from 'vitest';
import type { Screen } from '../../fsm/events.ts';
import type { Intent } from '../../src/api/messages.ts';
import { isOffered } from '../../src/api/offered.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

const ENOUGH = { ...pictureOf('closingDeposit').totals };

/** What leads on from each screen that waits for the citizen. */
const STEPS: readonly (readonly [Screen, Intent])[] = [
  ['idle', { type: 'citizen.openGovernmentService' }],
  ['governmentMenu', { type: 'citizen.openCertificateService' }],
  ['notes', { type: 'citizen.agree' }],
  ['lastTry', { type: 'citizen.confirmLastTry' }],
  ['pin', { type: 'citizen.enterPin' }],
  ['certificate', { type: 'citizen.chooseCertificate', typeId: 'juminhyo' }],
  ['items', { type: 'citizen.chooseItems', options: { kojinBango: true } }],
  ['persons', { type: 'citizen.choosePersons', persons: [1, 3] }],
  ['copies', { type: 'citizen.chooseCopies', copies: 2 }],
  ['check', { type: 'citizen.confirm' }],
  ['pay', { type: 'citizen.printStart' }],
  ['refusal', { type: 'citizen.acknowledge' }],
  ['slip', { type: 'citizen.acknowledge' }],
  ['takeItems', { type: 'citizen.confirmTaken' }],
];

test.each(STEPS)(
  'R15: the way on from %s is a button or a form of the screen, for a finger alone',
  (screen, intent) => {
    const picture = pictureOf(screen, screen === 'pay' ? { totals: ENOUGH } : {});
    expect(isOffered(viewOf(inputOf(picture, 'ja', { pinDigits: 4 })), intent)).toBe(true);
  },
);
