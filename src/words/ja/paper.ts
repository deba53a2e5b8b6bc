/** Words of receipt and slip; their labels are drawn by `src/paper`: papers are Japanese. */
export const PAPER = {
  'receipt.collection':
    '手数料の収納事務は、地方自治法施行令第158条第2項により、{agent}({address})に委託しています({since}から)。',
  'receipt.contact': '証明書の内容のお問い合わせ：{counter} {phone}',

  'slip.reason.payoutShort': 'おつりまたは返金を払い出せませんでした',
  'slip.reason.leafUnknown': '証明書が印刷できたか確認できませんでした',
  'slip.reason.noteDisputed': '紙幣を受け取ったか確認できませんでした',
  'slip.reason.payoutUnknown': '払い出した金額を確認できませんでした',
  'slip.reason.powerLoss': '手続き中に端末が停止しました',
} as const;
