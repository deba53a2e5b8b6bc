import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment, Nepali. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'व्यक्तिगत नम्बर (माइ नम्बर) भएको प्रमाणपत्र सामाजिक सुरक्षा, कर वा विपद् सम्बन्धी काममा, कानुनले तोकेको निकायलाई मात्र दिन मिल्छ।',
  'notice.katakanaNotPrinted': 'दर्ता गरिएको काताकानाको नाम छापिँदैन। चाहिएमा नगरपालिकाको काउन्टर प्रयोग गर्नुहोस्।',
  'notice.earlierTaxYearOnly':
    'करको आर्थिक वर्ष परिवर्तन हुँदैछ, त्यसैले यो अघिल्लो वर्षको प्रमाणपत्र हो। कुन वर्षको चाहिन्छ, जाँच गर्नुहोस्।',
  'notice.kosekiAndResidenceHere': 'मूल दर्ता ठेगाना र बसोबास दुवै यही नगरपालिकामा हुनेका लागि प्रमाणपत्र हो।',
  'notice.staleData': 'हालै बुझाएको सूचना अझै विवरणमा नचढेको हुन सक्छ।',
  'notice.noReturnOrRefund': 'जारी भएपछि साट्न, फिर्ता गर्न वा पैसा फिर्ता लिन मिल्दैन।',
  'notice.noFreeIssue': 'यहाँ निःशुल्क प्रमाणपत्र पाइँदैन। निःशुल्क पाउनेले नगरपालिकाको काउन्टर प्रयोग गर्नुहोस्।',
  'notice.sheetsBelongTogether': 'धेरै पाना भएको प्रमाणपत्र छुट्याएर प्रयोग गर्न मिल्दैन।',
  'notice.noStaples': 'पानाहरू स्टेपल गरिएका हुँदैनन्।',
  'notice.looksDifferent': 'कागज र रूप काउन्टरको प्रमाणपत्रभन्दा फरक हुन्छ।',
  'notice.takeEverything': 'प्रमाणपत्रका सबै पाना लिनुहोस्।',
  'notice.keepCardAndPin': 'कार्ड अरूलाई नदिनुहोस् र पिन कसैलाई नभन्नुहोस्।',
  'notice.printingTakesTime': 'छपाइमा 2 मिनेट वा बढी लाग्न सक्छ। नसकिएसम्म मेसिनबाट टाढा नजानुहोस्।',
  'notice.staffCannotHelp':
    'तपाईंको व्यक्तिगत विवरण जोगाउन पसलका कर्मचारीले चलाउने तरिका सिकाउने वा सघाउने गर्दैनन्। कागज अड्किने जस्ता गडबडीमा भने भन्न सकिन्छ।',
  'notice.pinLocksAfterThree': 'लगातार 3 पटक गलत हालेमा पिन लक हुन्छ।',

  'closure.yearEnd': 'वर्षको अन्त्य र सुरुमा बन्द हुन्छ।',
  'closure.feeChange': 'शुल्क परिवर्तनको कामले दिनभर बन्द छ।',
  'closure.maintenance': 'प्रणाली मर्मतका कारण बन्द छ।',
  'closure.systemMove': 'प्रणाली फेर्ने कामले बन्द छ।',
  'closure.announced': 'नगरपालिकाले बन्द भनी सूचना दिएको दिन हो।',
};
