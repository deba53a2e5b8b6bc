import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'Salinan catatan kependudukan',
  'certificate.juminhyoKisai': 'Surat keterangan isi catatan kependudukan',
  'certificate.inkan': 'Surat keterangan pendaftaran stempel',
  'certificate.kazeiShotoku': 'Surat keterangan pajak (penghasilan)',
  'certificate.kazeiHikazei': 'Surat keterangan kena / tidak kena pajak',
  'certificate.shotoku': 'Surat keterangan penghasilan',
  'certificate.nozei': 'Surat keterangan pembayaran pajak',
  'certificate.kosekiTohon': 'Surat keterangan lengkap daftar keluarga',
  'certificate.kosekiShohon': 'Surat keterangan perorangan daftar keluarga',
  'certificate.kosekiFuhyo': 'Salinan riwayat alamat daftar keluarga',

  'option.honsekiHittosha': 'Domisili terdaftar (honseki) dan kepala daftar keluarga',
  'option.setainushiTsuzukigara': 'Kepala rumah tangga dan hubungan',
  'option.kojinBango': 'Nomor Individu (My Number)',
  'option.kokusekiChiiki': 'Kewarganegaraan atau wilayah',
  'option.zairyuCardNumber': 'Nomor kartu izin tinggal (zairyu card)',
  'option.zairyuShikaku': 'Status izin tinggal',
};
