import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'Surat dengan Nomor Individu (My Number) hanya boleh diserahkan kepada pihak yang diizinkan hukum, untuk urusan jaminan sosial, pajak, atau bencana.',
  'notice.katakanaNotPrinted':
    'Nama katakana yang terdaftar tidak dicetak. Jika memerlukannya, gunakan loket kantor pemerintah daerah.',
  'notice.earlierTaxYearOnly':
    'Tahun pajak sedang beralih: surat ini untuk tahun sebelumnya. Pastikan tahun yang diminta oleh pihak penerima.',
  'notice.kosekiAndResidenceHere':
    'Untuk orang yang domisili terdaftar (honseki) dan alamat tinggalnya sama-sama di daerah ini.',
  'notice.staleData': 'Laporan yang baru disampaikan mungkin belum tercantum.',
  'notice.noReturnOrRefund':
    'Setelah diterbitkan, surat tidak dapat ditukar atau dikembalikan, dan biaya tidak dikembalikan.',
  'notice.noFreeIssue':
    'Di sini tidak ada penerbitan gratis. Jika Anda berhak gratis, gunakan loket kantor pemerintah daerah.',
  'notice.sheetsBelongTogether': 'Lembar-lembar dari satu surat tidak boleh digunakan terpisah.',
  'notice.noStaples': 'Lembaran tidak distaples.',
  'notice.looksDifferent': 'Kertas dan tampilannya berbeda dari surat yang dikeluarkan di loket.',
  'notice.takeEverything': 'Ambil semua lembar surat keterangan.',
  'notice.keepCardAndPin': 'Jangan meminjamkan kartu atau memberitahukan PIN kepada siapa pun.',
  'notice.printingTakesTime':
    'Pencetakan dapat memakan waktu 2 menit atau lebih. Jangan tinggalkan mesin sampai selesai.',
  'notice.staffCannotHelp':
    'Demi melindungi data pribadi, staf toko tidak menjelaskan atau membantu penggunaan, kecuali ada gangguan seperti kertas macet.',
  'notice.pinLocksAfterThree': 'PIN akan terkunci jika salah 3 kali berturut-turut.',

  'closure.yearEnd': 'Tutup karena libur akhir dan awal tahun.',
  'closure.feeChange': 'Tutup sepanjang hari karena perubahan biaya.',
  'closure.maintenance': 'Tutup karena pemeliharaan sistem.',
  'closure.systemMove': 'Tutup karena penggantian sistem.',
  'closure.announced': 'Hari tutup yang diumumkan pemerintah daerah.',
};
