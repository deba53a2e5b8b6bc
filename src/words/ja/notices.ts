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
  'notice.printingTakesTime': '印刷に2分以上かかることがあります。終わるまで、端末から離れないでください。',
  'notice.staffCannotHelp': '個人情報を守るため、お店の人は操作の説明や手伝いをしません。紙づまりなどの故障は別です。',
  'notice.pinLocksAfterThree': '暗証番号は、3回続けてまちがえるとロックされます。',

  // Why a day is closed: `reason` of a closed day in the municipal data.
  'closure.yearEnd': '年末年始のため、お休みです。',
  'closure.feeChange': '手数料の改定にともなう作業のため、終日ご利用いただけません。',
  'closure.maintenance': 'システムの保守のため、ご利用いただけません。',
  'closure.systemMove': 'システムの入れ替えのため、ご利用いただけません。',
  'closure.announced': '市区町村からお知らせのあった休止日です。',
} as const;
