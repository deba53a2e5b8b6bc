import type { NOTICES as JA } from '../ja/notices.ts';

/** What must be said before payment, English. */
export const NOTICES: Readonly<Record<keyof typeof JA, string>> = {
  'notice.kojinBangoUse':
    'A certificate with the Individual Number may only be given to bodies that the law names, for social security, tax or disaster procedures.',
  'notice.katakanaNotPrinted':
    'A registered name in katakana is not printed. If you need it, please use the counter of your municipality.',
  'notice.earlierTaxYearOnly':
    'The tax year is being changed over: this certificate is for the earlier year. Please check which year you need.',
  'notice.kosekiAndResidenceHere': 'For those whose registered domicile and residence are both in this municipality.',
  'notice.staleData': 'A recent notification may not be in the records yet.',
  'notice.noReturnOrRefund': 'Issued certificates cannot be exchanged, returned or refunded.',
  'notice.noFreeIssue':
    'There is no free issue here. If your certificate is free of charge, please use the counter of your municipality.',
  'notice.sheetsBelongTogether': 'The sheets of one certificate must not be used separately.',
  'notice.noStaples': 'Sheets are not stapled.',
  'notice.looksDifferent': 'Paper and look differ from a certificate of the counter.',
  'notice.takeEverything': 'Please take all sheets.',
  'notice.keepCardAndPin': 'Do not lend your card, and tell nobody your PIN.',
};
