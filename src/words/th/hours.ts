import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'ใช้บริการได้วันนี้ตั้งแต่ {time} น.',
  'hours.opensOn': 'ใช้บริการได้ตั้งแต่ {moment}',
  'hours.beforeToday': 'วันนี้กรุณาเริ่มใช้ภายใน {time} น.',
  'hours.begins': 'บริการออกใบรับรองจะเริ่มวันที่ {day}',
  'hours.ended': 'บริการออกใบรับรองสิ้นสุดแล้วเมื่อวันที่ {day}',
  'hours.page': 'รายการวันหยุด: {page}',
  'hours.elsewhere': 'กรุณาใช้ร้านอื่น หรือเคาน์เตอร์ของเทศบาล',
  'code.serviceNotBegun.title': 'ยังไม่เริ่มให้บริการ',
  'code.serviceNotBegun.advice': 'บริการออกใบรับรองยังไม่เปิดให้ใช้',
  'code.serviceEnded.title': 'สิ้นสุดการให้บริการแล้ว',
  'code.serviceEnded.advice': 'ร้านนี้ไม่มีบริการออกใบรับรอง',
  'code.timeJump.title': 'กำลังตรวจสอบเวลา',
  'code.timeJump.advice': 'กรุณาลองอีกครั้งภายหลัง ยังไม่ได้เก็บเงิน',
  'code.centreTime.title': 'ยืนยันเวลาไม่ได้',
  'code.centreTime.advice': 'กรุณาลองอีกครั้งภายหลัง ยังไม่ได้เก็บเงิน',
};
