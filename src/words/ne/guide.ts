import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad's guide says beside the texts of the screen, Nepali. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{total} मध्ये {n}',
  'guide.choices': '{count} वटा विकल्प छन्। सुन्न, अर्को, थिच्नुहोस्।',
  'guide.goOn': '{label} का लागि, छान्ने, दुई पटक थिच्नुहोस्।',
  'guide.chosen': 'छानिएको छ',
  'guide.notChosen': 'छानिएको छैन',
  'guide.unavailable': 'अहिले छान्न मिल्दैन',
  'guide.refused': 'यहाँ पाइँदैन। कारण सुन्न, छान्ने, थिच्नुहोस्',
  'guide.on': 'चालु',
  'guide.off': 'बन्द',
  'guide.fewer': 'एक प्रति घटाउने',
  'guide.more': 'एक प्रति थप्ने',
  'guide.digits': '{length} अङ्कमध्ये {digits} अङ्क हालियो।',
  'guide.timeLeft': '{seconds} सेकेन्ड बाँकी छ। थप समयका लागि, छान्ने, थिच्नुहोस्।',
  'guide.phone': '{name}, फोन नम्बर {phone}',
  'guide.step': '{total} मध्ये चरण {n}: {label}',
  'guide.volume': 'आवाजको तह 5 मध्ये {n} छ।',

  'speak.keypad':
    'आवाज सुरु भयो। अर्को र अघिल्लो थिचेर सुन्नुहोस्, छान्ने थिचेर छान्नुहोस्। फेरि सुन्न, फेरि। सहयोग चाहिए, सहायता। हेडफोन पनि जोड्न सकिन्छ।',
  'speak.headphonesIn': 'हेडफोन जोडियो। अब तपाईंले मात्र सुन्नुहुन्छ।',
  'speak.headphonesOut': 'हेडफोन निकालियो। स्पिकरबाट सुन्न, कुनै बटन थिच्नुहोस्।',
  'speak.pinKeys': 'अङ्कका बटनले हालेर, छान्ने, थिच्नुहोस्। पाँचको बटनमा चिन्ह छ।',
  'speak.pressSelect': 'छान्ने, थिच्नुहोस्।',
  'speak.cancelAsk': 'रद्द गर्न फेरि थिच्नुहोस्। हालेको पैसा फिर्ता हुन्छ।',
  'speak.noBack': 'यहाँबाट पछाडि जान मिल्दैन।',
  'speak.noCancel': 'अहिले रद्द गर्न मिल्दैन। कृपया पर्खनुहोस्।',
  'speak.noKey': 'यो बटन यहाँ काम गर्दैन।',
  'speak.notNow': 'यो अहिले छान्न मिल्दैन।',
  'speak.wait': 'कृपया पर्खनुहोस्।',
  'speak.moreTime': 'समय थपियो।',
  'speak.loudest': 'योभन्दा ठूलो आवाज हुँदैन।',
  'speak.quietest': 'योभन्दा सानो आवाज हुँदैन।',
  'speak.ended': 'सेवा सकियो। धन्यवाद।',
};
