import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': '住民票副本',
  'certificate.juminhyoKisai': '住民票記載事項證明書',
  'certificate.inkan': '印鑑登記證明書',
  'certificate.kazeiShotoku': '課稅（所得）證明書',
  'certificate.kazeiHikazei': '課稅·非課稅證明書',
  'certificate.shotoku': '所得證明書',
  'certificate.nozei': '納稅證明書',
  'certificate.kosekiTohon': '戶籍謄本（全部事項證明書）',
  'certificate.kosekiShohon': '戶籍抄本（個人事項證明書）',
  'certificate.kosekiFuhyo': '戶籍附票副本',

  'option.honsekiHittosha': '本籍、戶籍首位記載人',
  'option.setainushiTsuzukigara': '戶長、與戶長的關係',
  'option.kojinBango': '個人編號（My Number）',
  'option.kokusekiChiiki': '國籍、地區',
  'option.zairyuCardNumber': '在留卡等的號碼',
  'option.zairyuShikaku': '在留資格等',
};
