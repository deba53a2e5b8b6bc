import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'Kedua sisi surat diberi cetakan untuk mencegah pemalsuan dan penyalinan.',
  'printing.now': 'Salinan {set} dari {sets}, lembar {leaf} dari {of}',
  'printing.nowOne': 'Lembar {leaf} dari {of}',
  'printing.doing.drawing': 'Menyiapkan pencetakan',
  'printing.doing.sending': 'Mengirim ke printer',
  'printing.doing.printing': 'Sedang mencetak',
  'printing.doing.held': 'Menunggu printer',
  'printing.doing.stopping': 'Membatalkan pencetakan',
  'printing.doing.refunding': 'Mengembalikan biaya untuk bagian yang tidak tercetak',
  'printing.doing.receipt': 'Mencetak kuitansi',
  'printing.doing.ending': 'Melakukan pemeriksaan terakhir',
  'printing.goesOn': ' Pencetakan dilanjutkan setelah diperbaiki.',
  'printing.gaveUp': 'Pencetakan dibatalkan. Biaya surat keterangan yang tidak keluar akan dikembalikan.',
  'printing.clerk': 'Kepada staf toko: {what}',

  'takeItems.certificates': 'Surat keterangan: {done} lembar',
  'takeItems.sheetsSought': 'Tidak dapat dipastikan apakah surat sudah keluar. Periksa tempat keluar kertas.',
  'takeItems.sheetsUnknown':
    '{done} lembar surat sudah keluar. Tidak dapat dipastikan apakah {unknown} lembar lagi sudah keluar. Periksa tempat keluar kertas.',
  'takeItems.part':
    '{done} lembar sudah keluar. Surat yang tidak lengkap tidak dapat digunakan, dan biayanya tidak dipungut.',
  'takeItems.mixed':
    'Ada lembaran dari cetakan lain yang tercampur. Surat Anda {done} lembar. Serahkan lembar yang bukan milik Anda kepada staf toko tanpa dibaca.',
  'takeItems.noReceipt': 'Kuitansi tidak dapat dicetak. Jika perlu, hubungi {phone}.',
};
