import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': 'Pilih layanan yang ingin digunakan.',
  'speak.notes': 'Sebelum menggunakan, baca petunjuk di layar. Jika setuju, tekan: Setuju.',
  'speak.setCard': 'Letakkan Kartu My Number.',
  'speak.readingCard': 'Membaca kartu.',
  'speak.pin': 'Masukkan PIN empat angka dari sertifikat elektronik autentikasi pengguna.',
  'speak.pinWrong': 'PIN salah. Masukkan sekali lagi.',
  'speak.lastTry': 'Jika salah lagi, PIN akan terkunci. Lihat layar.',
  'speak.authenticating': 'Memeriksa identitas Anda. Mohon tunggu.',
  'speak.takeCard': 'Ambil kartu Anda.',
  'speak.certificate': 'Pilih jenis surat keterangan.',
  'speak.items': 'Pilih data yang dicantumkan pada surat keterangan.',
  'speak.persons': 'Pilih orang yang dicantumkan pada surat keterangan.',
  'speak.copies': 'Pilih jumlah salinan.',
  'speak.check': 'Periksa isinya. Jika sudah benar, tekan: Konfirmasi.',
  'speak.checkExact':
    'Periksa isinya. Uang kembalian kurang: lihat di layar uang yang diterima. Jika sudah benar, tekan: Konfirmasi.',
  'speak.notice.katakanaNotPrinted':
    'Nama katakana yang terdaftar tidak dicetak. Jika memerlukannya, gunakan loket kantor pemerintah daerah.',
  'speak.notice.earlierTaxYearOnly': 'Tahun pajak sedang beralih. Surat ini untuk tahun sebelumnya. Pastikan tahunnya.',
  'speak.notice.kojinBangoUse': 'Surat dengan Nomor Individu hanya boleh diserahkan kepada pihak yang diizinkan hukum.',
  'speak.fetching': 'Menyiapkan surat keterangan. Mohon tunggu.',
  'speak.pay': 'Biayanya {amount}. Masukkan uang.',
  'speak.payExact': 'Biayanya {amount}. Uang kembalian kurang. Masukkan hanya uang yang menurut layar diterima.',
  'speak.payEnough': 'Tekan: Mulai cetak.',
  'speak.rejectedNotTaken': 'Uang kertas atau koin ini tidak diterima. Gunakan yang lain.',
  'speak.rejectedInsertAgain': 'Masukkan lagi dengan lurus, satu per satu.',
  'speak.rejectedNotNow':
    'Uang kertas atau koin itu tidak diterima sekarang. Gunakan uang yang menurut layar diterima.',
  'speak.rejectedEnough': 'Uang sudah cukup. Ambil uang yang keluar kembali. Lalu, tekan: Mulai cetak.',
  'speak.printing':
    'Sedang mencetak. Dapat memakan waktu dua menit atau lebih. Jangan tinggalkan mesin sampai selesai.',
  'speak.printingTrouble': 'Pencetakan terhenti. Lihat layar.',
  'speak.refunding': 'Mengembalikan uang. Ambil dari baki pengembalian uang.',
  'speak.slip': 'Ada uang yang tidak dapat dikembalikan. Jumlahnya {amount}. Nomor klaimnya {number}.',
  'speak.refusal': 'Lihat petunjuk di layar.',
  'speak.askForeign': 'Jika keluar surat milik orang lain, tekan: Ya. Jika milik Anda sendiri, tekan: Kembali.',
  'speak.foreignPaper':
    'Terima kasih atas laporannya. Tanpa dibaca, kembalikan kertas ke baki menghadap ke bawah. Catat nomor klaim di layar, lalu telepon.',
  'speak.warning': 'Apakah masih digunakan? Untuk melanjutkan, tekan: Lanjutkan.',
  'speak.warningLast': 'Waktu Anda hampir habis dan tidak dapat diperpanjang lagi. Uang yang masuk akan dikembalikan.',
  'speak.takeItems': 'Terima kasih. Jangan lupa mengambil kartu, surat keterangan, kuitansi, dan uang kembalian.',
  'speak.takeCardReminder': 'Ambil kartu Anda. Jangan lupa Kartu My Number.',
  'speak.takeCertificateReminder': 'Ambil surat keterangan.',
  'speak.takeReceiptReminder': 'Ambil kuitansi.',
  'speak.takeChangeReminder': 'Ambil uang Anda. Periksa baki pengembalian uang.',
  'speak.takePhoneReminder': 'Jangan lupa ponsel Anda.',
  'speak.takeOriginalReminder': 'Ambil dokumen asli dari kaca pemindai.',
  'speak.takeSeveralReminder': 'Ada barang yang belum diambil. Lihat layar.',
  'speak.confirmReminder': 'Jika tidak ada yang tertinggal, tekan tombol: Konfirmasi, stop suara.',
  'speak.leftBehind': 'Ada barang yang tertinggal. Jangan tinggalkan kartu atau surat keterangan di sini.',
};
