import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'Ang magkabilang panig ng sertipiko ay may print laban sa pamemeke at pagkopya.',
  'printing.now': 'Kopya {set} sa {sets}, pahina {leaf} sa {of}',
  'printing.nowOne': 'Pahina {leaf} sa {of}',
  'printing.doing.drawing': 'Inihahanda ang pag-print',
  'printing.doing.sending': 'Ipinapadala sa printer',
  'printing.doing.printing': 'Nagpi-print',
  'printing.doing.held': 'Naghihintay sa printer',
  'printing.doing.stopping': 'Kinakansela ang pag-print',
  'printing.doing.refunding': 'Ibinabalik ang bayad sa hindi na-print',
  'printing.doing.receipt': 'Ipini-print ang resibo',
  'printing.doing.ending': 'Ginagawa ang huling pagsusuri',
  'printing.goesOn': ' Itutuloy ang pag-print kapag naayos na.',
  'printing.gaveUp': 'Kinansela ang pag-print. Ibabalik ang bayad sa sertipikong hindi lumabas.',
  'printing.clerk': 'Para sa staff ng tindahan: {what}',

  'takeItems.certificates': 'Sertipiko: {done} pahina',
  'takeItems.sheetsSought': 'Hindi matiyak kung lumabas ang sertipiko. Tingnan ang labasan ng papel.',
  'takeItems.sheetsUnknown':
    '{done} pahina ng sertipiko ang lumabas. Hindi matiyak kung lumabas ang {unknown} pa. Tingnan ang labasan ng papel.',
  'takeItems.part':
    '{done} pahina ang lumabas. Hindi magagamit ang sertipikong kulang ang pahina, at hindi siningil ang bayad nito.',
  'takeItems.mixed':
    'May nahalong papel mula sa ibang print. {done} pahina ang inyong sertipiko. Ibigay sa staff ng tindahan ang hindi sa inyo, nang hindi binabasa.',
  'takeItems.noReceipt': 'Hindi na-print ang resibo. Kung kailangan, tumawag sa {phone}.',
};
