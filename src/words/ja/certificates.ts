/** Official names of certificates and of the items on them. */
export const CERTIFICATES = {
  'certificate.juminhyo': '住民票の写し',
  'certificate.juminhyoKisai': '住民票記載事項証明書',
  'certificate.inkan': '印鑑登録証明書',
  'certificate.kazeiShotoku': '課税(所得)証明書',
  'certificate.kazeiHikazei': '課税非課税証明書',
  'certificate.shotoku': '所得証明書',
  'certificate.nozei': '納税証明書',
  'certificate.kosekiTohon': '戸籍謄本(全部事項証明書)',
  'certificate.kosekiShohon': '戸籍抄本(個人事項証明書)',
  'certificate.kosekiFuhyo': '戸籍の附票の写し',

  'option.honsekiHittosha': '本籍・筆頭者',
  'option.setainushiTsuzukigara': '世帯主・続柄',
  'option.kojinBango': '個人番号(マイナンバー)',
  'option.kokusekiChiiki': '国籍・地域',
  'option.zairyuCardNumber': '在留カード等の番号',
  'option.zairyuShikaku': '在留資格等',
} as const;
