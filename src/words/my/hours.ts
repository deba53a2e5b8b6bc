import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'ယနေ့ {time} မှ စတင်အသုံးပြုနိုင်ပါသည်။',
  'hours.opensOn': '{moment} မှ စတင်အသုံးပြုနိုင်ပါသည်။',
  'hours.beforeToday': 'ယနေ့ {time} နောက်ဆုံးထား၍ စတင်ပါ။',
  'hours.begins': 'ထောက်ခံစာ ထုတ်ပေးမှုကို {day} မှ စတင်ပါမည်။',
  'hours.ended': 'ထောက်ခံစာ ထုတ်ပေးမှုသည် {day} တွင် ပြီးဆုံးခဲ့ပါသည်။',
  'hours.page': 'ပိတ်ရက်စာရင်း: {page}',
  'hours.elsewhere': 'အခြားဆိုင် သို့မဟုတ် မြို့နယ်ရုံးကောင်တာကို သုံးပါ။',
  'code.serviceNotBegun.title': 'ဝန်ဆောင်မှု မစတင်သေးပါ',
  'code.serviceNotBegun.advice': 'ထောက်ခံစာ ထုတ်ပေးမှုကို မစတင်သေးပါ။',
  'code.serviceEnded.title': 'ဝန်ဆောင်မှု ပြီးဆုံးသွားပါပြီ',
  'code.serviceEnded.advice': 'ဤဆိုင်တွင် ထောက်ခံစာ ထုတ်မပေးပါ။',
  'code.timeJump.title': 'အချိန်ကို စစ်ဆေးနေပါသည်',
  'code.timeJump.advice': 'ခဏကြာမှ ထပ်မံကြိုးစားပါ။ ငွေ မယူထားပါ။',
  'code.centreTime.title': 'အချိန်ကို အတည်မပြုနိုင်ပါ',
  'code.centreTime.advice': 'ခဏကြာမှ ထပ်မံကြိုးစားပါ။ ငွေ မယူထားပါ။',
};
