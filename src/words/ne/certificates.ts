import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'निवासी दर्ताको प्रतिलिपि',
  'certificate.juminhyoKisai': 'निवासी दर्ताका विवरणको प्रमाणपत्र',
  'certificate.inkan': 'छाप दर्ता प्रमाणपत्र',
  'certificate.kazeiShotoku': 'कर (आम्दानी) प्रमाणपत्र',
  'certificate.kazeiHikazei': 'कर लाग्ने / नलाग्ने प्रमाणपत्र',
  'certificate.shotoku': 'आम्दानी प्रमाणपत्र',
  'certificate.nozei': 'कर तिरेको प्रमाणपत्र',
  'certificate.kosekiTohon': 'पारिवारिक दर्ताको पूर्ण प्रमाणपत्र',
  'certificate.kosekiShohon': 'पारिवारिक दर्ताको व्यक्तिगत प्रमाणपत्र',
  'certificate.kosekiFuhyo': 'पारिवारिक दर्ताको ठेगाना विवरणको प्रतिलिपि',

  'option.honsekiHittosha': 'मूल दर्ता ठेगाना र दर्ताको मुख्य व्यक्ति',
  'option.setainushiTsuzukigara': 'घरमूली र नाता',
  'option.kojinBango': 'व्यक्तिगत नम्बर (माइ नम्बर)',
  'option.kokusekiChiiki': 'राष्ट्रियता वा क्षेत्र',
  'option.zairyuCardNumber': 'रेसिडेन्स कार्ड आदिको नम्बर',
  'option.zairyuShikaku': 'बसोबासको हैसियत आदि',
};
