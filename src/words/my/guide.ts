import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad's guide says beside the texts of the screen, Burmese. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{total} ခုအနက် {n} ခုမြောက်',
  'guide.choices': 'ရွေးစရာ {count} ခု ရှိပါသည်။ နားထောင်ရန်၊ ရှေ့သို့၊ ကို နှိပ်ပါ။',
  'guide.goOn': '{label} အတွက်၊ ရွေးရန်၊ ကို နှစ်ကြိမ်နှိပ်ပါ။',
  'guide.chosen': 'ရွေးထားသည်',
  'guide.notChosen': 'မရွေးထားပါ',
  'guide.unavailable': 'ယခု ရွေး၍ မရပါ',
  'guide.refused': 'ဤနေရာတွင် မရနိုင်ပါ။ အကြောင်းရင်းကို နားထောင်ရန်၊ ရွေးရန်၊ ကို နှိပ်ပါ',
  'guide.on': 'ဖွင့်',
  'guide.off': 'ပိတ်',
  'guide.fewer': 'တစ်စောင် လျှော့',
  'guide.more': 'တစ်စောင် တိုး',
  'guide.digits': 'ဂဏန်း {length} လုံးအနက် {digits} လုံး ထည့်ပြီးပါပြီ။',
  'guide.timeLeft': '{seconds} စက္ကန့် ကျန်ပါသည်။ အချိန်ထပ်ယူရန်၊ ရွေးရန်၊ ကို နှိပ်ပါ။',
  'guide.phone': '{name}၊ ဖုန်းနံပါတ် {phone}',
  'guide.step': 'အဆင့် {total} ခုအနက် {n} ခုမြောက်၊ {label}',
  'guide.volume': 'အသံအဆင့် 5 ဆင့်အနက် {n} ဖြစ်ပါသည်။',

  'speak.keypad':
    'အသံလမ်းညွှန် စပါပြီ။ ရှေ့သို့၊ ယခင်၊ ဖြင့် နားထောင်ပါ။ ရွေးရန်၊ ဖြင့် ရွေးပါ။ ထပ်ဖွင့်၊ အကူအညီ၊ ခလုတ်လည်း ရှိပါသည်။ နားကြပ် သုံးနိုင်ပါသည်။',
  'speak.headphonesIn': 'နားကြပ် တပ်ပြီးပါပြီ။ သင်သာ ကြားရပါမည်။',
  'speak.headphonesOut': 'နားကြပ် ဖြုတ်လိုက်ပါပြီ။ စပီကာဖြင့် နားထောင်ရန် ခလုတ်တစ်ခုခုကို နှိပ်ပါ။',
  'speak.pinKeys': 'ဂဏန်းခလုတ်ဖြင့် ထည့်ပြီး၊ ရွေးရန်၊ ကို နှိပ်ပါ။ ငါးခလုတ်တွင် အမှတ်အသား ရှိပါသည်။',
  'speak.pressSelect': 'ရွေးရန်၊ ကို နှိပ်ပါ။',
  'speak.cancelAsk': 'မလုပ်တော့ပါက ထပ်နှိပ်ပါ။ ထည့်ထားသောငွေကို ပြန်ပေးပါမည်။',
  'speak.noBack': 'ဤနေရာမှ နောက်သို့ ပြန်မရပါ။',
  'speak.noCancel': 'ယခု ရပ်၍ မရပါ။ စောင့်ပါ။',
  'speak.noKey': 'ဤခလုတ်ကို ဤနေရာတွင် မသုံးပါ။',
  'speak.notNow': 'ယခု ရွေး၍ မရပါ။',
  'speak.wait': 'စောင့်ပါ။',
  'speak.moreTime': 'အချိန် တိုးပေးပါပြီ။',
  'speak.loudest': 'အကျယ်ဆုံး ဖြစ်ပါသည်။',
  'speak.quietest': 'အတိုးဆုံး ဖြစ်ပါသည်။',
  'speak.ended': 'ပြီးဆုံးပါပြီ။ ကျေးဇူးတင်ပါသည်။',
};
