import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'आज {time} देखि प्रयोग गर्न सकिन्छ।',
  'hours.opensOn': '{moment} देखि प्रयोग गर्न सकिन्छ।',
  'hours.beforeToday': 'आज {time} भित्र सुरु गर्नुहोस्।',
  'hours.begins': 'प्रमाणपत्र सेवा {day} देखि सुरु हुन्छ।',
  'hours.ended': 'प्रमाणपत्र सेवा {day} मा बन्द भयो।',
  'hours.page': 'बिदाका दिनको सूची: {page}',
  'hours.elsewhere': 'कृपया अर्को पसल वा नगरपालिकाको काउन्टर प्रयोग गर्नुहोस्।',
  'code.serviceNotBegun.title': 'सेवा अझै सुरु भएको छैन',
  'code.serviceNotBegun.advice': 'प्रमाणपत्र सेवा अझै उपलब्ध छैन।',
  'code.serviceEnded.title': 'सेवा बन्द भइसक्यो',
  'code.serviceEnded.advice': 'यो पसलमा प्रमाणपत्र सेवा उपलब्ध छैन।',
  'code.timeJump.title': 'समय जाँच्दैछ',
  'code.timeJump.advice': 'केही समयपछि फेरि प्रयास गर्नुहोस्। पैसा लिइएको छैन।',
  'code.centreTime.title': 'समय पुष्टि गर्न सकिएन',
  'code.centreTime.advice': 'केही समयपछि फेरि प्रयास गर्नुहोस्। पैसा लिइएको छैन।',
};
