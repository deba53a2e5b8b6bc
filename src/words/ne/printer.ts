import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** What is said while the printer works, Nepali. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'प्रमाणपत्रको दुवैतिर नक्कली बनाउन र कपी गर्न रोक्ने छपाइ हुन्छ।',
  'printing.now': '{sets} प्रतिमध्ये प्रति {set}, पाना {leaf}/{of}',
  'printing.nowOne': 'पाना {leaf}/{of}',
  'printing.doing.drawing': 'छपाइको तयारी गर्दैछ',
  'printing.doing.sending': 'प्रिन्टरमा पठाउँदैछ',
  'printing.doing.printing': 'छाप्दैछ',
  'printing.doing.held': 'प्रिन्टर पर्खँदैछ',
  'printing.doing.stopping': 'छपाइ रद्द गर्दैछ',
  'printing.doing.refunding': 'नछापिएको प्रमाणपत्रको शुल्क फिर्ता गर्दैछ',
  'printing.doing.receipt': 'रसिद छाप्दैछ',
  'printing.doing.ending': 'अन्तिम जाँच गर्दैछ',
  'printing.goesOn': ' ठीक भएपछि बाँकी छापिन्छ।',
  'printing.gaveUp': 'छपाइ रद्द भयो। ननिस्केको प्रमाणपत्रको शुल्क फिर्ता हुन्छ।',
  'printing.clerk': 'पसलका कर्मचारीलाई: {what}',

  'takeItems.certificates': 'प्रमाणपत्र {done} पाना',
  'takeItems.sheetsSought': 'प्रमाणपत्र निस्क्यो कि निस्केन, पुष्टि गर्न सकिएन। कागज निस्कने ठाउँ हेर्नुहोस्।',
  'takeItems.sheetsUnknown':
    '{done} पाना निस्क्यो। अरू {unknown} पाना निस्क्यो कि निस्केन, पुष्टि गर्न सकिएन। कागज निस्कने ठाउँ हेर्नुहोस्।',
  'takeItems.part': '{done} पाना निस्क्यो। सबै पाना ननिस्केको प्रमाणपत्र प्रयोग गर्न मिल्दैन। त्यसको शुल्क लिइएको छैन।',
  'takeItems.mixed': 'अर्को छपाइका कागज मिसिएका छन्। प्रमाणपत्र {done} पाना हो। आफ्नो नभएको कागज नपढी कर्मचारीलाई दिनुहोस्।',
  'takeItems.noReceipt': 'रसिद छाप्न सकिएन। चाहिएमा {phone} मा फोन गर्नुहोस्।',
};
