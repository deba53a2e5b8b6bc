import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** What is said while the printer works, Thai. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'ใบรับรองมีการพิมพ์ป้องกันการปลอมแปลงและการทำสำเนาทั้งสองด้าน',
  'printing.now': 'ฉบับที่ {set} จาก {sets} ฉบับ แผ่นที่ {leaf}/{of}',
  'printing.nowOne': 'แผ่นที่ {leaf}/{of}',
  'printing.doing.drawing': 'กำลังเตรียมพิมพ์',
  'printing.doing.sending': 'กำลังส่งไปที่เครื่องพิมพ์',
  'printing.doing.printing': 'กำลังพิมพ์',
  'printing.doing.held': 'กำลังรอเครื่องพิมพ์',
  'printing.doing.stopping': 'กำลังยกเลิกการพิมพ์',
  'printing.doing.refunding': 'กำลังคืนค่าธรรมเนียมของส่วนที่พิมพ์ไม่ได้',
  'printing.doing.receipt': 'กำลังพิมพ์ใบเสร็จ',
  'printing.doing.ending': 'กำลังตรวจสอบขั้นสุดท้าย',
  'printing.goesOn': ' เมื่อแก้ไขแล้วจะพิมพ์ต่อ',
  'printing.gaveUp': 'ยกเลิกการพิมพ์แล้ว จะคืนค่าธรรมเนียมของใบรับรองที่ไม่ได้ออกมา',
  'printing.clerk': 'ถึงพนักงานร้าน: {what}',

  'takeItems.certificates': 'ใบรับรอง {done} แผ่น',
  'takeItems.sheetsSought': 'ยืนยันไม่ได้ว่าใบรับรองออกมาหรือไม่ กรุณาดูที่ช่องกระดาษออก',
  'takeItems.sheetsUnknown': 'ใบรับรองออกมา {done} แผ่น อีก {unknown} แผ่นยืนยันไม่ได้ว่าออกมาหรือไม่ กรุณาดูที่ช่องกระดาษออก',
  'takeItems.part': 'ออกมา {done} แผ่น ใบรับรองที่ออกมาไม่ครบใช้ไม่ได้ และไม่ได้เก็บค่าธรรมเนียมของใบนั้น',
  'takeItems.mixed': 'มีกระดาษของงานพิมพ์อื่นปนอยู่ ใบรับรองของท่านมี {done} แผ่น กระดาษที่ไม่ใช่ของท่าน กรุณาส่งให้พนักงานโดยไม่อ่าน',
  'takeItems.noReceipt': 'พิมพ์ใบเสร็จไม่ได้ หากต้องการ กรุณาโทร {phone}',
};
