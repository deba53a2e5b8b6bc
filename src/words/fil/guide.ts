import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad’s guide says beside the texts of the screen. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{n} sa {total}',
  'guide.choices': '{count} ang mapagpipilian. Pindutin ang next para marinig.',
  'guide.goOn': 'Para sa {label}, pindutin nang dalawang beses ang select.',
  'guide.chosen': 'napili',
  'guide.notChosen': 'hindi napili',
  'guide.unavailable': 'hindi mapipili ngayon',
  'guide.refused': 'Hindi makukuha rito. Pindutin ang select para marinig ang dahilan',
  'guide.on': 'nakabukas',
  'guide.off': 'nakasara',
  'guide.fewer': 'Bawasan ng isang kopya',
  'guide.more': 'Dagdagan ng isang kopya',
  'guide.digits': '{digits} sa {length} numero ang nailagay.',
  'guide.timeLeft': '{seconds} segundo na lang. Para magpatuloy, pindutin ang select.',
  'guide.phone': '{name}, telepono {phone}',
  'guide.step': 'Hakbang {n} sa {total}: {label}',
  'guide.volume': 'Lakas ng tunog: {n} sa 5.',

  'speak.keypad':
    'Simula ng gabay sa boses. Pakinggan ang mga item gamit ang next at previous; pumili gamit ang select. May repeat at help din. Puwedeng mag-headphones.',
  'speak.headphonesIn': 'Nakakabit na ang headphones. Doon lang maririnig ang gabay.',
  'speak.headphonesOut': 'Natanggal ang headphones. Para makinig sa speaker, pindutin ang alinmang key.',
  'speak.pinKeys': 'Gamitin ang mga key ng numero, saka pindutin ang select. May marka ang key na 5.',
  'speak.pressSelect': 'Pindutin ang select.',
  'speak.cancelAsk': 'Para ikansela, pindutin ulit. Ibabalik ang perang naihulog.',
  'speak.noBack': 'Hindi makakabalik mula rito.',
  'speak.noCancel': 'Hindi ito makakansela ngayon. Maghintay sandali.',
  'speak.noKey': 'Hindi ginagamit dito ang key na ito.',
  'speak.notNow': 'Hindi ito mapipili ngayon.',
  'speak.wait': 'Maghintay sandali.',
  'speak.ended': 'Tapos na ang paggamit. Salamat.',
  'speak.moreTime': 'Dinagdagan ang oras.',
  'speak.loudest': 'Ito na ang pinakamalakas.',
  'speak.quietest': 'Ito na ang pinakamahina.',
};
