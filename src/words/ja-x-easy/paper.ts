import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip, やさしい日本語. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    '｜役所《やくしょ》のかわりに、{agent}({address})がお｜金《かね》を｜受《う》け｜取《と》ります({since}から)。｜地方自治法施行令《ちほうじちほうしこうれい》｜第《だい》158｜条《じょう》｜第《だい》2｜項《こう》で｜決《き》まっています。',
  'receipt.contact': '｜証明書《しょうめいしょ》の｜中身《なかみ》を｜聞《き》きたいとき：{counter} {phone}',

  'slip.reason.payoutShort': 'おつりか、｜返《かえ》すお｜金《かね》を、｜出《だ》すことができませんでした',
  'slip.reason.leafUnknown': '｜証明書《しょうめいしょ》が｜印刷《いんさつ》できたか、わかりませんでした',
  'slip.reason.noteDisputed': 'お｜札《さつ》を｜受《う》け｜取《と》ったか、わかりませんでした',
  'slip.reason.payoutUnknown': 'いくら｜返《かえ》したか、わかりませんでした',
  'slip.reason.powerLoss': '｜手続《てつづ》きの｜途中《とちゅう》で、｜機械《きかい》が｜止《と》まりました',
};
