import type { ACCESS as JA } from '../ja/access.ts';
import type { TranslationOf } from '../contract.ts';

/** Standing buttons, settings and help. */
export const ACCESS: TranslationOf<typeof JA> = {
  'standing.language': 'Bahasa',
  'standing.speech': 'Suara',
  'standing.largeText': 'Teks',
  'standing.contrast': 'Warna',
  'standing.access': 'Setelan',
  'standing.help': 'Bantuan',

  'overlay.close': 'Tutup',
  'overlay.up': 'Naik',
  'overlay.down': 'Turun',

  'language.title': 'Pilih bahasa',
  'language.japaneseOnly': 'Surat keterangan dicetak dalam bahasa Jepang.',

  'access.title': 'Setelan penglihatan dan pendengaran',
  'access.textSize': 'Ukuran teks',
  'access.textSize.100': 'Standar',
  'access.textSize.150': 'Besar',
  'access.textSize.200': 'Sangat besar',
  'access.contrast': 'Warna layar',
  'access.contrast.standard': 'Standar',
  'access.contrast.high': 'Kontras tinggi',
  'access.contrast.dark': 'Gelap',
  'access.speech': 'Panduan suara',
  'access.speech.off': 'Mati',
  'access.speech.guidance': 'Panduan saja',
  'access.speech.detailed': 'Rinci',
  'access.volume': 'Volume',
  'access.volume.-2': 'Paling pelan',
  'access.volume.-1': 'Pelan',
  'access.volume.0': 'Standar',
  'access.volume.1': 'Keras',
  'access.volume.2': 'Paling keras',
  'access.reach': 'Letak tombol',
  'access.reach.off': 'Standar',
  'access.reach.on': 'Lebih rendah',
  'access.simple': 'Tampilan',
  'access.simple.off': 'Standar',
  'access.simple.on': 'Sederhana',

  'help.title': 'Cara menggunakan',
  'help.start':
    'Buka 行政サービス (layanan publik), lalu 証明書交付サービス (surat keterangan). Diperlukan Kartu My Number dan PIN 4 angka.',
  'help.notes': 'Baca petunjuk. Jika setuju, tekan “Setuju”.',
  'help.setCard': 'Letakkan Kartu My Number di tempat yang menyala. Jangan digerakkan selama dibaca.',
  'help.pin':
    'Tekan PIN 4 angka dari sertifikat elektronik autentikasi pengguna. PIN terkunci jika salah 3 kali berturut-turut.',
  'help.takeCard': 'Ambil kartu saat layar memberi tahu.',
  'help.choose': 'Sentuh yang diinginkan. Jika salah, “Kembali” membuka layar sebelumnya; pilihan Anda tidak hilang.',
  'help.check': 'Periksa isi dan biayanya, lalu tekan “Konfirmasi”.',
  'help.pay': 'Masukkan uang yang diterima satu per satu. Jika dibatalkan, semua uang dikembalikan.',
  'help.printing': 'Tunggu di sini sampai pencetakan selesai.',
  'help.take': 'Ambil kartu, surat keterangan, kuitansi, dan kembalian, lalu tekan “Konfirmasi (stop suara)”.',
  'help.slip': 'Catat nomor klaim dan nomor teleponnya. Uang dapat diterima nanti.',
  'help.stop': 'Catat kode di layar dan hubungi telepon di bawah.',
  'help.staffMay': 'Staf toko hanya dapat membantu saat mesin rusak, misalnya kertas macet.',
  'help.staffMayNot':
    'Staf tidak dapat menjelaskan penggunaan atau mengetik untuk Anda. Jangan beri tahu PIN kepada siapa pun.',
  'help.staffPaper': 'Jika staf mengeluarkan kertas, kertas diserahkan menghadap ke bawah tanpa dibaca.',
  'help.guide': 'Selengkapnya (panduan J-LIS)',

  'printing.timeLeft': 'Sekitar {minutes} menit lagi',
};
