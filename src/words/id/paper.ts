import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'Pemungutan biaya dipercayakan kepada {agent} ({address}) sejak {since}, berdasarkan Pasal 158 ayat 2 Peraturan Pelaksanaan Undang-Undang Otonomi Daerah.',
  'receipt.contact': 'Pertanyaan tentang isi surat keterangan: {counter} {phone}',

  'slip.reason.payoutShort': 'Uang kembalian atau pengembalian uang tidak dapat dikeluarkan',
  'slip.reason.leafUnknown': 'Tidak dapat dipastikan apakah surat keterangan tercetak',
  'slip.reason.noteDisputed': 'Tidak dapat dipastikan apakah uang kertas diterima',
  'slip.reason.payoutUnknown': 'Tidak dapat dipastikan jumlah uang yang dikeluarkan',
  'slip.reason.powerLoss': 'Mesin berhenti selama proses berlangsung',
};
