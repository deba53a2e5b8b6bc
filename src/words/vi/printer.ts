import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'Hai mặt giấy chứng nhận có in hình chống làm giả và sao chép.',
  'printing.now': 'Bản {set}/{sets}, tờ {leaf}/{of}',
  'printing.nowOne': 'Tờ {leaf}/{of}',
  'printing.doing.drawing': 'Đang chuẩn bị in',
  'printing.doing.sending': 'Đang gửi đến máy in',
  'printing.doing.printing': 'Đang in',
  'printing.doing.held': 'Đang chờ máy in',
  'printing.doing.stopping': 'Đang hủy in',
  'printing.doing.refunding': 'Đang trả lại phí của phần không in được',
  'printing.doing.receipt': 'Đang in biên lai',
  'printing.doing.ending': 'Đang kiểm tra lần cuối',
  'printing.goesOn': ' Máy sẽ in tiếp sau khi khắc phục xong.',
  'printing.gaveUp': 'Đã ngừng in. Phí của giấy chứng nhận không in ra được sẽ được trả lại.',
  'printing.clerk': 'Gửi nhân viên cửa hàng: {what}',

  'takeItems.certificates': 'Giấy chứng nhận: {done} tờ',
  'takeItems.sheetsSought': 'Không xác nhận được giấy chứng nhận đã ra hay chưa. Vui lòng xem chỗ giấy ra.',
  'takeItems.sheetsUnknown':
    'Đã ra {done} tờ. Còn {unknown} tờ không xác nhận được đã ra hay chưa. Vui lòng xem chỗ giấy ra.',
  'takeItems.part':
    'Đã ra {done} tờ. Giấy chứng nhận không ra đủ tờ thì không dùng được. Phí của giấy đó không bị thu.',
  'takeItems.mixed':
    'Có lẫn giấy in khác. Giấy chứng nhận của bạn có {done} tờ. Tờ nào không phải của bạn, vui lòng không đọc và đưa cho nhân viên cửa hàng.',
  'takeItems.noReceipt': 'Không in được biên lai. Nếu cần, vui lòng gọi {phone}.',
};
