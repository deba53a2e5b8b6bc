import type { PAPER as JA } from '../ja/paper.ts';

/** Words of receipt and slip, English. */
export const PAPER: Readonly<Record<keyof typeof JA, string>> = {
  'receipt.collection':
    'The collection of fees is entrusted to {agent} ({address}) since {since}, under article 158 (2) of the Order for Enforcement of the Local Autonomy Act.',
  'receipt.contact': 'Questions about the certificate: {counter} {phone}',

  'slip.reason.payoutShort': 'Change or refund could not be paid out',
  'slip.reason.leafUnknown': 'It is not certain that the certificate was printed',
  'slip.reason.noteDisputed': 'It is not certain that a banknote was received',
  'slip.reason.payoutUnknown': 'It is not certain how much was paid out',
  'slip.reason.powerLoss': 'The kiosk stopped during the procedure',
};
