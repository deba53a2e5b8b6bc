import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'Dapat digunakan hari ini mulai pukul {time}.',
  'hours.opensOn': 'Dapat digunakan mulai {moment}.',
  'hours.beforeToday': 'Hari ini dilayani sampai pukul {time}.',
  'hours.begins': 'Layanan surat keterangan dimulai pada {day}.',
  'hours.ended': 'Layanan surat keterangan berakhir pada {day}.',
  'hours.page': 'Daftar hari tutup: {page}',
  'hours.elsewhere': 'Gunakan toko lain atau loket kantor pemerintah daerah.',

  'code.serviceNotBegun.title': 'Layanan belum dimulai',
  'code.serviceNotBegun.advice': 'Layanan surat keterangan belum tersedia.',
  'code.serviceEnded.title': 'Layanan telah berakhir',
  'code.serviceEnded.advice': 'Toko ini tidak menyediakan layanan surat keterangan.',
  'code.timeJump.title': 'Waktu sedang diperiksa',
  'code.timeJump.advice': 'Coba lagi nanti. Tidak ada biaya yang dipungut.',
  'code.centreTime.title': 'Waktu tidak dapat dipastikan',
  'code.centreTime.advice': 'Coba lagi nanti. Tidak ada biaya yang dipungut.',
};
