import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip, Nepali. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'स्थानीय स्वायत्तता ऐन कार्यान्वयन आदेशको धारा 158 (2) अनुसार शुल्क उठाउने काम {agent} ({address}) लाई दिइएको छ ({since} देखि)।',
  'receipt.contact': 'प्रमाणपत्रबारे सोधपुछ: {counter} {phone}',

  'slip.reason.payoutShort': 'फिर्ता पैसा दिन सकिएन',
  'slip.reason.leafUnknown': 'प्रमाणपत्र छापियो कि छापिएन, पुष्टि गर्न सकिएन',
  'slip.reason.noteDisputed': 'नोट प्राप्त भयो कि भएन, पुष्टि गर्न सकिएन',
  'slip.reason.payoutUnknown': 'कति पैसा दिइयो, पुष्टि गर्न सकिएन',
  'slip.reason.powerLoss': 'प्रक्रियाको बीचमा मेसिन बन्द भयो',
};
