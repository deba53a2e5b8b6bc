import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad’s guide says beside the texts of the screen. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{n} dari {total}',
  'guide.choices': 'Ada {count} pilihan. Tekan tombol lanjut untuk mendengarnya.',
  'guide.goOn': 'Untuk {label}, tekan tombol pilih dua kali.',
  'guide.chosen': 'dipilih',
  'guide.notChosen': 'tidak dipilih',
  'guide.unavailable': 'sekarang tidak dapat dipilih',
  'guide.refused': 'Tidak tersedia di sini. Tekan tombol pilih untuk mendengar alasannya',
  'guide.on': 'aktif',
  'guide.off': 'nonaktif',
  'guide.fewer': 'Kurangi satu salinan',
  'guide.more': 'Tambah satu salinan',
  'guide.digits': '{digits} dari {length} angka sudah dimasukkan.',
  'guide.timeLeft': 'Sisa {seconds} detik. Untuk melanjutkan, tekan tombol pilih.',
  'guide.phone': '{name}, telepon {phone}',
  'guide.step': 'Langkah {n} dari {total}: {label}',
  'guide.volume': 'Volume {n} dari 5.',

  'speak.keypad':
    'Panduan suara dimulai. Dengarkan pilihan dengan lanjut dan sebelumnya, pilih dengan tombol pilih. Ada juga ulangi dan bantuan. Bisa pakai headphone.',
  'speak.headphonesIn': 'Headphone terpasang. Panduan hanya terdengar di headphone.',
  'speak.headphonesOut': 'Headphone terlepas. Untuk mendengar lewat pengeras suara, tekan tombol mana saja.',
  'speak.pinKeys': 'Masukkan dengan tombol angka, lalu tekan tombol pilih. Tombol 5 memiliki tanda.',
  'speak.pressSelect': 'Tekan tombol pilih.',
  'speak.cancelAsk': 'Untuk membatalkan, tekan sekali lagi. Uang yang masuk akan dikembalikan.',
  'speak.noBack': 'Di sini tidak dapat kembali.',
  'speak.noCancel': 'Sekarang tidak dapat dibatalkan. Mohon tunggu.',
  'speak.noKey': 'Tombol ini tidak digunakan di sini.',
  'speak.notNow': 'Sekarang tidak dapat dipilih.',
  'speak.wait': 'Mohon tunggu.',
  'speak.ended': 'Layanan telah selesai. Terima kasih.',
  'speak.moreTime': 'Waktu telah diperpanjang.',
  'speak.loudest': 'Ini suara paling keras.',
  'speak.quietest': 'Ini suara paling pelan.',
};
