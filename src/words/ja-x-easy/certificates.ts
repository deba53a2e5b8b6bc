import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** The official names with furigana: they are what a citizen asks for, so they are not made simpler. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': '｜住民票《じゅうみんひょう》の｜写《うつ》し',
  'certificate.juminhyoKisai': '｜住民票記載事項証明書《じゅうみんひょうきさいじこうしょうめいしょ》',
  'certificate.inkan': '｜印鑑登録証明書《いんかんとうろくしょうめいしょ》',
  'certificate.kazeiShotoku': '｜課税《かぜい》(｜所得《しょとく》)｜証明書《しょうめいしょ》',
  'certificate.kazeiHikazei': '｜課税非課税証明書《かぜいひかぜいしょうめいしょ》',
  'certificate.shotoku': '｜所得証明書《しょとくしょうめいしょ》',
  'certificate.nozei': '｜納税証明書《のうぜいしょうめいしょ》',
  'certificate.kosekiTohon': '｜戸籍謄本《こせきとうほん》(｜全部事項証明書《ぜんぶじこうしょうめいしょ》)',
  'certificate.kosekiShohon': '｜戸籍抄本《こせきしょうほん》(｜個人事項証明書《こじんじこうしょうめいしょ》)',
  'certificate.kosekiFuhyo': '｜戸籍《こせき》の｜附票《ふひょう》の｜写《うつ》し',

  'option.honsekiHittosha': '｜本籍《ほんせき》・｜筆頭者《ひっとうしゃ》',
  'option.setainushiTsuzukigara': '｜世帯主《せたいぬし》・｜続柄《つづきがら》',
  'option.kojinBango': '｜個人番号《こじんばんごう》(マイナンバー)',
  'option.kokusekiChiiki': '｜国籍《こくせき》・｜地域《ちいき》',
  'option.zairyuCardNumber': '｜在留《ざいりゅう》カードなどの｜番号《ばんごう》',
  'option.zairyuShikaku': '｜在留資格《ざいりゅうしかく》など',
};
