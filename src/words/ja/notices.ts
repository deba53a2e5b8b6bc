/**
 * What must be said before payment, by keyword of the municipal data (`notices` of a municipality or type, `notice` of an
 * option) or of the centre's offer. Facts from the municipal pages, wording our own.
 */
export const NOTICES = {
  'notice.kojinBangoUse':
    '個人番号(マイナンバー)入りの証明書は、社会保障・税・災害対策の手続きで、法律で認められた提出先にだけ使えます。',
  'notice.katakanaNotPrinted': '登録されたカタカナの併記名は印刷されません。必要な方は窓口をご利用ください。',
  'notice.earlierTaxYearOnly':
    '税の年度の切り替え中のため、前の年度の証明書です。提出先に必要な年度をお確かめください。',
  'notice.kosekiAndResidenceHere': '本籍と住民登録が、どちらもこの市区町村にある方の証明書です。',
  'notice.staleData': '最近の届け出が、まだ反映されていないことがあります。',
  'notice.noReturnOrRefund': '発行後の交換・返品・返金はできません。',
  'notice.noFreeIssue': '無料の取り扱いはありません。無料になる方は窓口をご利用ください。',
  'notice.sheetsBelongTogether': '複数枚の証明書は、ばらして使うことはできません。',
  'notice.noStaples': 'ホチキス留めはされません。',
  'notice.looksDifferent': '用紙と見た目は、窓口の証明書とちがいます。',
  'notice.takeEverything': '証明書は、全部の枚数をお取りください。',
  'notice.keepCardAndPin': 'カードを人に貸したり、暗証番号を教えたりしないでください。',
} as const;
