import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': '住民票副本',
  'certificate.juminhyoKisai': '住民票记载事项证明书',
  'certificate.inkan': '印章登记证明书',
  'certificate.kazeiShotoku': '课税（所得）证明书',
  'certificate.kazeiHikazei': '课税·非课税证明书',
  'certificate.shotoku': '所得证明书',
  'certificate.nozei': '纳税证明书',
  'certificate.kosekiTohon': '户籍誊本（全部事项证明书）',
  'certificate.kosekiShohon': '户籍抄本（个人事项证明书）',
  'certificate.kosekiFuhyo': '户籍附票副本',

  'option.honsekiHittosha': '本籍、户籍首位记载人',
  'option.setainushiTsuzukigara': '户主、与户主的关系',
  'option.kojinBango': '个人编号（My Number）',
  'option.kokusekiChiiki': '国籍、地区',
  'option.zairyuCardNumber': '在留卡等的号码',
  'option.zairyuShikaku': '在留资格等',
};
