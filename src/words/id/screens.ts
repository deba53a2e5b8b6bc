import type { SCREENS as JA } from '../ja/screens.ts';
import type { TranslationOf } from '../contract.ts';

/** Texts of the screen. */
export const SCREENS: TranslationOf<typeof JA> = {
  'app.yen': '¥{amount}',
  'app.yenSpoken': '{amount} yen',
  'app.sentence': '{title}. {advice}',
  'app.name': 'Layanan publik',
  'app.otherLanguage': '日本語',
  'app.helpMunicipality': '{name} {desk}',
  'app.helpOperator': 'Kontak untuk mesin ini',
  'app.helpCallCentre': 'Telepon gratis My Number',

  'step.notes': 'Info',
  'step.card': 'Kartu',
  'step.pin': 'PIN',
  'step.certificate': 'Surat',
  'step.check': 'Periksa',
  'step.pay': 'Bayar',
  'step.print': 'Cetak',
  'step.take': 'Ambil',

  'button.cancel': 'Batal',
  'button.back': 'Kembali',
  'button.next': 'Lanjut',
  'button.agree': 'Setuju',
  'button.confirm': 'Konfirmasi',
  'button.printStart': 'Mulai cetak',
  'button.confirmTaken': 'Konfirmasi (stop suara)',
  'button.extend': 'Lanjutkan',
  'button.close': 'Tutup',
  'button.useLastTry': 'Coba terakhir kali',
  'button.addCertificate': 'Tambah surat lain',
  'button.remove': 'Hapus',
  'button.delete': 'Hapus',
  'button.clear': 'Hapus semua',
  'button.holderOnly': 'Saya saja',
  'button.everybody': 'Pilih semua',

  'outOfService.title': 'Saat ini tidak dapat digunakan',
  'outOfService.lead': 'Mohon maaf. Gunakan mesin lain atau loket kantor pemerintah daerah.',

  'idle.title': 'Selamat datang',
  'idle.lead': 'Pilih layanan yang diinginkan.',
  'idle.government': 'Layanan publik',
  'idle.governmentDetail': '行政サービス · surat seperti salinan catatan kependudukan',
  'idle.draining': 'Sedang disiapkan. Mohon tunggu sebentar.',

  'governmentMenu.title': 'Layanan publik',
  'governmentMenu.lead': 'Pilih layanan yang ingin digunakan.',
  'governmentMenu.certificates': 'Layanan surat keterangan',
  'governmentMenu.certificatesDetail': '証明書交付サービス · mendapatkan surat dengan Kartu My Number',

  'notes.title': 'Baca ini sebelum menggunakan',
  'notes.card': 'Diperlukan Kartu My Number dan PIN 4 angka dari sertifikat elektronik autentikasi pengguna.',
  'notes.holder':
    'Hanya pemilik kartu yang dapat menggunakan. Anak di bawah 15 tahun dan orang dewasa di bawah pengampuan tidak dapat menggunakan.',
  'notes.secret': 'Jangan meminjamkan kartu atau memberitahukan PIN kepada siapa pun: dapat disalahgunakan.',
  'notes.refund':
    'Surat yang sudah diterbitkan tidak dapat ditukar atau dikembalikan, dan biaya tidak dikembalikan. Tidak ada penerbitan gratis.',
  'notes.wait': 'Pencetakan dapat memakan waktu 2 menit atau lebih. Jangan tinggalkan mesin sampai selesai.',
  'notes.leave': 'Saat pulang, jangan lupa kartu, surat keterangan, kuitansi, dan uang kembalian.',
  'notes.guide': 'Untuk rincian, lihat panduan J-LIS, lembaga yang menyelenggarakan layanan ini.',

  'setCard.title': 'Letakkan Kartu My Number',
  'setCard.lead': 'Letakkan pada pembaca kartu dengan sisi foto di atas.',
  'setCard.staysOn': 'Jangan gerakkan kartu sampai semua proses selesai.',
  'setCard.comesOff': 'Jangan gerakkan kartu sampai ada pemberitahuan.',
  'setCard.refused':
    'Kartu pemberitahuan, kartu Juki, kartu (magnetik) pendaftaran stempel, kartu warga, dan ponsel pintar tidak dapat digunakan.',

  'readingCard.title': 'Membaca kartu',
  'readingCard.lead': 'Mohon tunggu tanpa menggerakkan kartu.',

  'pin.title': 'Masukkan PIN',
  'pin.lead': 'PIN 4 angka dari sertifikat elektronik autentikasi pengguna (利用者証明用電子証明書).',
  'pin.label': 'Angka yang dimasukkan',
  'pin.hide': 'Jaga agar tidak terlihat orang lain.',
  'pin.lock': 'PIN akan terkunci jika salah 3 kali berturut-turut.',
  'pin.tries': 'Sisa {tries} kali percobaan.',

  'lastTry.title': 'Salah sekali lagi, PIN terkunci',
  'lastTry.lead': 'Jika salah lagi, PIN ini tidak dapat digunakan.',
  'lastTry.advice': 'Jika tidak yakin, tekan “Batal” dan tanyakan kepada pemerintah daerah tempat tinggal Anda.',

  'authenticating.title': 'Memeriksa identitas Anda',
  'authenticating.lead': 'Mohon tunggu tanpa menggerakkan kartu.',

  'takeCard.title': 'Ambil kartu Anda',
  'takeCard.lead': 'Simpan kartu, lalu kita lanjutkan.',

  'certificate.title': 'Pilih surat keterangan',
  'certificate.lead': 'Surat keterangan berikut tersedia di sini.',
  'certificate.fee': '{fee} per salinan',
  'certificate.leadRefused': 'Tekan “?” untuk melihat alasannya.',
  'certificate.taxYear': 'Tahun fiskal {year} ({era})',

  'items.title': 'Pilih data yang dicantumkan',
  'items.lead': 'Pastikan data yang diminta oleh pihak penerima.',
  'items.on': 'Cantumkan',
  'items.off': 'Tidak',

  'persons.title': 'Pilih orang yang dicantumkan',
  'persons.lead': 'Pilih satu orang atau lebih. Beberapa orang digabung dalam satu surat.',
  'persons.person': 'Orang ke-{n}',

  'copies.title': 'Pilih jumlah salinan',
  'copies.lead': 'Biaya dikenakan untuk setiap salinan.',
  'copies.count': '{n} salinan',

  'check.title': 'Periksa isinya',
  'check.lead': 'Jika sudah benar, tekan “Konfirmasi”.',
  'check.total': 'Total biaya',
  'check.with': '{name}: dicantumkan',
  'check.without': '{name}: tidak dicantumkan',
  'check.about': '{name}: {text}',
  'check.full': 'Kali ini tidak dapat menambah surat lagi.',
  'check.inTime': 'Sampai layanan tutup, hanya {n} salinan seluruhnya yang dapat dicetak.',
  'check.contact': 'Pertanyaan tentang isi: {desk} {phone}',
  'check.contactDesk': 'Pertanyaan tentang isi: {desk}',
  'check.collection': 'Pemungutan biaya dipercayakan kepada {agent} ({address}), sejak {since}.',

  'fetching.title': 'Menyiapkan surat keterangan',
  'fetching.lead': 'Pembayaran dilakukan setelah surat siap.',

  'pay.title': 'Masukkan uang biaya',
  'pay.enough': 'Tekan “Mulai cetak”',
  'pay.lead': 'Setelah uangnya cukup, “Mulai cetak” dapat ditekan.',
  'pay.leadEnough': 'Kembalian dan surat akan keluar. Jangan pergi sampai pencetakan selesai.',
  'pay.asOf': 'Isi per {time}.',
  'pay.due': 'Biaya',
  'pay.inserted': 'Sudah masuk',
  'pay.needed': 'Kurang',
  'pay.owed': 'Kembalian',
  'pay.accepts': 'Diterima sekarang',
  'pay.exact': 'Uang kembalian kurang. Uang bertanda × tidak diterima sekarang.',
  'pay.rejectedNotTaken': 'Uang kertas atau koin ini tidak diterima. Gunakan yang lain.',
  'pay.rejectedInsertAgain': 'Masukkan lagi dengan lurus, satu per satu.',
  'pay.rejectedNotNow': 'Uang kertas atau koin itu tidak diterima sekarang. Gunakan yang ada di “Diterima sekarang”.',
  'pay.rejectedEnough': 'Uang sudah cukup. Ambil uang yang keluar kembali.',

  'closingDeposit.title': 'Memeriksa uang yang masuk',
  'closingDeposit.lead': 'Mohon tunggu sebentar.',

  'printing.title': 'Sedang mencetak',
  'printing.lead':
    'Dapat memakan waktu 2 menit atau lebih. Jangan pergi, agar surat tidak dicuri atau dilihat orang lain.',
  'printing.progress': '{done} dari {total} lembar selesai',
  'printing.trouble': 'Pencetakan terhenti',

  'refunding.title': 'Mengembalikan uang',
  'refunding.lead': 'Ambil dari baki pengembalian uang.',

  'slip.title': 'Ada uang yang tidak dapat dikembalikan',
  'slip.lead': 'Catat nomor klaim dan hubungi nomor telepon di bawah. Jika slip keluar, simpan juga slip itu.',
  'slip.number': 'Nomor klaim',
  'slip.amount': 'Jumlah',
  'slip.phone': 'Telepon',

  'refusal.code': 'Kode bantuan {code}',

  'takeItems.title': 'Ada yang tertinggal?',
  'takeItems.lead': 'Pastikan semua barang berikut sudah ada, lalu tekan tombol.',
  'takeItems.leadCancelled': 'Layanan telah berakhir. Ambil barang berikut.',
  'takeItems.card': 'Kartu My Number',
  'takeItems.certificate': 'Surat keterangan',
  'takeItems.receipt': 'Kuitansi',
  'takeItems.change': 'Kembalian',
  'takeItems.phone': 'Ponsel',
  'takeItems.original': 'Dokumen asli',
  'takeItems.refund': 'Uang yang dikembalikan',
  'takeItems.left': 'Silakan ambil',
  'takeItems.gone': 'Sudah diambil',
  'takeItems.sheets': 'Surat keterangan seluruhnya {total} lembar. Periksa jumlahnya.',
  'takeItems.lost': 'Jika kartu hilang, penghentian penggunaannya dapat dilaporkan kapan saja, 24 jam.',

  'foreign.button': 'Ini bukan milik saya',
  'foreign.askTitle': 'Apakah keluar surat milik orang lain?',
  'foreign.askLead': '“Ya” menghentikan pencetakan dan memberi tahu petugas. Jangan baca kertasnya.',
  'foreign.askBack': 'Jika itu surat Anda sendiri, tekan “Kembali”.',
  'foreign.confirm': 'Ya, bukan milik saya',
  'foreign.title': 'Terima kasih atas laporannya. Nomor klaim {reference}',
  'foreign.lead': 'Tanpa dibaca, kembalikan semua kertas ke baki keluar menghadap ke bawah.',
  'foreign.call': 'Sisa pencetakan dihentikan. Catat nomornya dan hubungi telepon di bawah.',
  'foreign.keepNothing':
    'Jangan dibawa pulang atau difoto. Petugas pun tidak membaca atau membuangnya, tetapi memasukkannya ke amplop.',
  'foreign.money': 'Biaya untuk yang tidak keluar akan dikembalikan. Untuk yang sudah keluar, tanyakan lewat telepon.',
  'foreign.reminder': 'Jangan ambil surat itu; biarkan menghadap ke bawah di baki keluar. Nomor klaim {reference}',

  'warning.title': 'Apakah masih digunakan?',
  'warning.text': 'Jika tidak ada tindakan, layanan segera berakhir. Uang yang masuk akan dikembalikan.',
  'warning.titleLast': 'Waktu Anda hampir habis',
  'warning.textLast':
    'Waktu terlama untuk satu kali penggunaan telah tercapai dan tidak dapat diperpanjang lagi. Layanan segera berakhir. Uang yang masuk akan dikembalikan.',
  'warning.timeLeft': 'Sisa {seconds} detik',
};
