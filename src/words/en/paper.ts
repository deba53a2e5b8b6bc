import type { PAPER as JA } from '../ja/paper.ts';

/** Labels of receipt and slip, English. */
export const PAPER: Readonly<Record<keyof typeof JA, string>> = {
  'receipt.collection':
    'The collection of fees is entrusted to {agent} ({address}) since {since}, under article 158 (2) of the Order for Enforcement of the Local Autonomy Act.',
  'receipt.contact': 'Questions about the certificate: {counter} {phone}',

  'slip.paper.title': 'Claim slip',
  'slip.paper.claim': 'Claim number',
  'slip.paper.amount': 'Amount owed to you',
  'slip.paper.reason': 'Reason',
  'slip.paper.phone': 'Telephone',
  'slip.paper.kiosk': 'Kiosk',
  'slip.paper.time': 'Time',
  'slip.paper.statement': 'This amount could not be paid out. Keep this paper and call the number above.',
  'slip.reason.payoutShort': 'Change or refund could not be paid out',
  'slip.reason.leafUnknown': 'It is not certain that the certificate was printed',
  'slip.reason.noteDisputed': 'It is not certain that a banknote was received',
  'slip.reason.payoutUnknown': 'It is not certain how much was paid out',
  'slip.reason.powerLoss': 'The kiosk stopped during the procedure',
};
