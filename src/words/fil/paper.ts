import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'Ang pangongolekta ng bayad ay ipinagkatiwala sa {agent} ({address}) mula {since}, ayon sa Artikulo 158 (2) ng Order for Enforcement of the Local Autonomy Act.',
  'receipt.contact': 'Tanong tungkol sa laman ng sertipiko: {counter} {phone}',

  'slip.reason.payoutShort': 'Hindi naibigay ang sukli o ang ibabalik na pera',
  'slip.reason.leafUnknown': 'Hindi matiyak kung na-print ang sertipiko',
  'slip.reason.noteDisputed': 'Hindi matiyak kung natanggap ang perang papel',
  'slip.reason.payoutUnknown': 'Hindi matiyak kung magkano ang naibigay',
  'slip.reason.powerLoss': 'Huminto ang makina habang may transaksiyon',
};
