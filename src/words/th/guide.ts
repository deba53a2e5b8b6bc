import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad's guide says beside the texts of the screen, Thai. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{n} จาก {total}',
  'guide.choices': 'มีตัวเลือก {count} รายการ กดปุ่ม ถัดไป เพื่อฟัง',
  'guide.goOn': 'หากต้องการ {label} กดปุ่ม เลือก สองครั้ง',
  'guide.chosen': 'เลือกอยู่',
  'guide.notChosen': 'ไม่ได้เลือก',
  'guide.unavailable': 'ขณะนี้เลือกไม่ได้',
  'guide.refused': 'รับที่นี่ไม่ได้ กดปุ่ม เลือก เพื่อฟังเหตุผล',
  'guide.on': 'เปิด',
  'guide.off': 'ปิด',
  'guide.fewer': 'ลดหนึ่งฉบับ',
  'guide.more': 'เพิ่มหนึ่งฉบับ',
  'guide.digits': 'ใส่แล้ว {digits} จาก {length} หลัก',
  'guide.timeLeft': 'เหลือ {seconds} วินาที กดปุ่ม เลือก เพื่อเพิ่มเวลา',
  'guide.phone': '{name} หมายเลขโทรศัพท์ {phone}',
  'guide.step': 'ขั้นตอนที่ {n} จาก {total} {label}',
  'guide.volume': 'ระดับเสียง {n} จาก 5',

  'speak.keypad':
    'เริ่มเสียงแนะนำแล้ว กด ถัดไป หรือ ก่อนหน้า เพื่อฟังรายการ กด เลือก เพื่อเลือก กด ฟังซ้ำ เพื่อฟังอีกครั้ง กด ช่วยเหลือ เมื่อต้องการความช่วยเหลือ ใช้หูฟังได้',
  'speak.headphonesIn': 'เสียบหูฟังแล้ว มีแต่ท่านที่ได้ยิน',
  'speak.headphonesOut': 'ถอดหูฟังแล้ว หากต้องการฟังทางลำโพง กรุณากดปุ่มใดก็ได้',
  'speak.pinKeys': 'กดปุ่มตัวเลข แล้วกดปุ่ม เลือก ปุ่มเลขห้ามีเครื่องหมาย',
  'speak.pressSelect': 'กรุณากดปุ่ม เลือก',
  'speak.cancelAsk': 'หากต้องการยกเลิก กรุณากดอีกครั้ง เงินที่ใส่แล้วจะคืนให้',
  'speak.noBack': 'ย้อนกลับจากที่นี่ไม่ได้',
  'speak.noCancel': 'ขณะนี้ยกเลิกไม่ได้ กรุณารอสักครู่',
  'speak.noKey': 'ปุ่มนี้ไม่ใช้ในขั้นตอนนี้',
  'speak.notNow': 'ขณะนี้เลือกไม่ได้',
  'speak.wait': 'กรุณารอสักครู่',
  'speak.moreTime': 'เพิ่มเวลาให้แล้ว',
  'speak.loudest': 'ดังที่สุดแล้ว',
  'speak.quietest': 'เบาที่สุดแล้ว',
  'speak.ended': 'สิ้นสุดการใช้บริการ ขอบคุณที่ใช้บริการ',
};
