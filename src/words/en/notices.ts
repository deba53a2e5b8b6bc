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
  'notice.printingTakesTime':
    'Printing may take two minutes or more. Please do not leave the machine before it is done.',
  'notice.staffCannotHelp':
    'To keep your data private, the staff of the shop do not explain or help, except with a fault such as a paper jam.',
  'notice.pinLocksAfterThree': 'Three wrong PINs in a row lock it.',

  'closure.yearEnd': 'Closed over the turn of the year.',
  'closure.feeChange': 'Closed all day for a change of fees.',
  'closure.maintenance': 'Closed for maintenance of the system.',
  'closure.systemMove': 'Closed while the system is being replaced.',
  'closure.announced': 'The municipality has announced that it is closed.',
};
