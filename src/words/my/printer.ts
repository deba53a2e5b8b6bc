import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** What is said while the printer works, Burmese. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'ထောက်ခံစာ မျက်နှာနှစ်ဖက်လုံးတွင် အတုပြုလုပ်ခြင်း၊ ကူးယူခြင်းကို ကာကွယ်သော ပုံနှိပ်မှု ပါရှိပါသည်။',
  'printing.now': '{sets} စောင်အနက် {set} စောင်မြောက်၊ စာရွက် {leaf}/{of}',
  'printing.nowOne': 'စာရွက် {leaf}/{of}',
  'printing.doing.drawing': 'ပုံနှိပ်ရန် ပြင်ဆင်နေပါသည်',
  'printing.doing.sending': 'ပရင်တာသို့ ပို့နေပါသည်',
  'printing.doing.printing': 'ပုံနှိပ်နေပါသည်',
  'printing.doing.held': 'ပရင်တာကို စောင့်နေပါသည်',
  'printing.doing.stopping': 'ပုံနှိပ်ခြင်းကို ရပ်နေပါသည်',
  'printing.doing.refunding': 'ပုံမနှိပ်နိုင်သည့်အတွက် အခကြေးငွေ ပြန်ပေးနေပါသည်',
  'printing.doing.receipt': 'ဖြတ်ပိုင်း ပုံနှိပ်နေပါသည်',
  'printing.doing.ending': 'နောက်ဆုံး စစ်ဆေးနေပါသည်',
  'printing.goesOn': ' ပြုပြင်ပြီးလျှင် ဆက်လက်ပုံနှိပ်ပါမည်။',
  'printing.gaveUp': 'ပုံနှိပ်ခြင်းကို ရပ်လိုက်ပါပြီ။ မထွက်သော ထောက်ခံစာ၏ အခကြေးငွေကို ပြန်ပေးပါမည်။',
  'printing.clerk': 'ဆိုင်ဝန်ထမ်းသို့: {what}',

  'takeItems.certificates': 'ထောက်ခံစာ {done} ရွက်',
  'takeItems.sheetsSought': 'ထောက်ခံစာ ထွက်မထွက် အတည်မပြုနိုင်ပါ။ စာရွက်ထွက်ပေါက်ကို ကြည့်ပါ။',
  'takeItems.sheetsUnknown': 'ထောက်ခံစာ {done} ရွက် ထွက်ပါပြီ။ ကျန် {unknown} ရွက် ထွက်မထွက် အတည်မပြုနိုင်ပါ။ စာရွက်ထွက်ပေါက်ကို ကြည့်ပါ။',
  'takeItems.part': '{done} ရွက် ထွက်ပါပြီ။ မစုံသော ထောက်ခံစာကို သုံး၍ မရပါ။ ၎င်း၏ အခကြေးငွေကို မယူပါ။',
  'takeItems.mixed': 'အခြားပုံနှိပ်စာရွက်များ ရောနေပါသည်။ သင့်ထောက်ခံစာမှာ {done} ရွက် ဖြစ်ပါသည်။ မိမိဟာမဟုတ်သော စာရွက်ကို မဖတ်ဘဲ ဝန်ထမ်းသို့ ပေးပါ။',
  'takeItems.noReceipt': 'ဖြတ်ပိုင်း ပုံမနှိပ်နိုင်ပါ။ လိုအပ်ပါက {phone} သို့ ဖုန်းဆက်ပါ။',
};
