import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'สำเนาทะเบียนผู้อยู่อาศัย',
  'certificate.juminhyoKisai': 'ใบรับรองรายการในทะเบียนผู้อยู่อาศัย',
  'certificate.inkan': 'ใบรับรองการจดทะเบียนตราประทับ',
  'certificate.kazeiShotoku': 'ใบรับรองภาษี (รายได้)',
  'certificate.kazeiHikazei': 'ใบรับรองการเสียภาษี/ไม่ต้องเสียภาษี',
  'certificate.shotoku': 'ใบรับรองรายได้',
  'certificate.nozei': 'ใบรับรองการชำระภาษี',
  'certificate.kosekiTohon': 'ใบรับรองทะเบียนครอบครัวฉบับเต็ม',
  'certificate.kosekiShohon': 'ใบรับรองทะเบียนครอบครัวรายบุคคล',
  'certificate.kosekiFuhyo': 'สำเนาประวัติที่อยู่แนบทะเบียนครอบครัว',

  'option.honsekiHittosha': 'ภูมิลำเนาตามทะเบียนครอบครัวและผู้มีชื่อเป็นหลัก',
  'option.setainushiTsuzukigara': 'หัวหน้าครัวเรือนและความสัมพันธ์',
  'option.kojinBango': 'หมายเลขประจำตัว (มายนัมเบอร์)',
  'option.kokusekiChiiki': 'สัญชาติหรือภูมิภาค',
  'option.zairyuCardNumber': 'หมายเลขไซริวการ์ดหรืออื่น ๆ',
  'option.zairyuShikaku': 'สถานภาพการพำนักและอื่น ๆ',
};
