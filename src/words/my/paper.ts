import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip, Burmese. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'ဒေသန္တရအုပ်ချုပ်ရေးဥပဒေ အကောင်အထည်ဖော်အမိန့် ပုဒ်မ 158 (2) အရ အခကြေးငွေ ကောက်ခံခြင်းကို {agent} ({address}) သို့ လွှဲအပ်ထားပါသည် ({since} မှစ၍)။',
  'receipt.contact': 'ထောက်ခံစာအတွက် မေးမြန်းရန်: {counter} {phone}',

  'slip.reason.payoutShort': 'ပြန်အမ်းငွေ သို့မဟုတ် ပြန်ပေးငွေကို မထုတ်ပေးနိုင်ခဲ့ပါ',
  'slip.reason.leafUnknown': 'ထောက်ခံစာ ပုံနှိပ်ပြီးမပြီး အတည်မပြုနိုင်ခဲ့ပါ',
  'slip.reason.noteDisputed': 'ငွေစက္ကူ လက်ခံရရှိမရရှိ အတည်မပြုနိုင်ခဲ့ပါ',
  'slip.reason.payoutUnknown': 'ထုတ်ပေးခဲ့သော ငွေပမာဏကို အတည်မပြုနိုင်ခဲ့ပါ',
  'slip.reason.powerLoss': 'လုပ်ငန်းစဉ်အတွင်း စက်ရပ်သွားပါသည်',
};
