import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'နေထိုင်သူမှတ်တမ်းမိတ္တူ',
  'certificate.juminhyoKisai': 'နေထိုင်သူမှတ်တမ်းပါ အချက်အလက် ထောက်ခံစာ',
  'certificate.inkan': 'တံဆိပ်မှတ်ပုံတင် ထောက်ခံစာ',
  'certificate.kazeiShotoku': 'အခွန် (ဝင်ငွေ) ထောက်ခံစာ',
  'certificate.kazeiHikazei': 'အခွန်ကျသင့်/မကျသင့် ထောက်ခံစာ',
  'certificate.shotoku': 'ဝင်ငွေ ထောက်ခံစာ',
  'certificate.nozei': 'အခွန်ပေးဆောင်ပြီး ထောက်ခံစာ',
  'certificate.kosekiTohon': 'မိသားစုမှတ်ပုံတင် (အားလုံးပါ) ထောက်ခံစာ',
  'certificate.kosekiShohon': 'မိသားစုမှတ်ပုံတင် (တစ်ဦးချင်း) ထောက်ခံစာ',
  'certificate.kosekiFuhyo': 'မိသားစုမှတ်ပုံတင် လိပ်စာမှတ်တမ်းမိတ္တူ',

  'option.honsekiHittosha': 'မူလမှတ်ပုံတင်နေရာနှင့် မှတ်ပုံတင်ခေါင်းဆောင်',
  'option.setainushiTsuzukigara': 'အိမ်ထောင်ဦးစီးနှင့် တော်စပ်ပုံ',
  'option.kojinBango': 'တစ်ဦးချင်းနံပါတ် (မိုင်နံဘာ)',
  'option.kokusekiChiiki': 'နိုင်ငံသား သို့မဟုတ် ဒေသ',
  'option.zairyuCardNumber': 'နေထိုင်ခွင့်ကတ် စသည်၏ နံပါတ်',
  'option.zairyuShikaku': 'နေထိုင်ခွင့်အမျိုးအစား စသည်',
};
