import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/**
 * What the keypad's guide says beside the texts of the screen. Names of keys: tiếp next, trước previous, chọn select, quay lại back,
 * hủy cancel, nghe lại repeat, trợ giúp help.
 */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': 'mục {n} trong {total} mục',
  'guide.choices': 'Có {count} mục để chọn. Nhấn phím tiếp để nghe.',
  'guide.goOn': '{label}: nhấn phím chọn hai lần.',
  'guide.chosen': 'đã chọn',
  'guide.notChosen': 'chưa chọn',
  'guide.unavailable': 'hiện không chọn được',
  'guide.refused': 'Không nhận được tại đây. Nhấn phím chọn để nghe lý do',
  'guide.on': 'bật',
  'guide.off': 'tắt',
  'guide.fewer': 'Bớt 1 bản',
  'guide.more': 'Thêm 1 bản',
  'guide.digits': 'Đã nhập {digits} trong {length} chữ số.',
  'guide.timeLeft': 'Còn {seconds} giây. Để tiếp tục, hãy nhấn phím chọn.',
  'guide.phone': '{name}, số điện thoại {phone}',
  'guide.step': 'Bước {n} trong {total} bước: {label}',
  'guide.volume': 'Âm lượng mức {n} trên 5.',

  'speak.keypad':
    'Bắt đầu hướng dẫn bằng giọng nói. Phím tiếp và trước để nghe các mục, phím chọn để chọn. Ngoài ra có phím nghe lại và trợ giúp. Có thể dùng tai nghe.',
  'speak.headphonesIn': 'Đã cắm tai nghe. Hướng dẫn chỉ phát qua tai nghe.',
  'speak.headphonesOut': 'Tai nghe đã được rút ra. Để nghe bằng loa, hãy nhấn một phím bất kỳ.',
  'speak.pinKeys': 'Hãy nhập bằng các phím số, rồi nhấn phím chọn. Phím số năm có dấu nổi.',
  'speak.pressSelect': 'Hãy nhấn phím chọn.',
  'speak.cancelAsk': 'Để hủy, hãy nhấn lần nữa. Tiền đã cho vào sẽ được trả lại.',
  'speak.noBack': 'Ở đây không thể quay lại.',
  'speak.noCancel': 'Hiện không thể hủy. Vui lòng chờ.',
  'speak.noKey': 'Phím này không dùng ở đây.',
  'speak.notNow': 'Hiện không chọn được.',
  'speak.wait': 'Vui lòng chờ.',
  'speak.ended': 'Đã kết thúc. Cảm ơn bạn đã sử dụng.',
  'speak.moreTime': 'Đã thêm thời gian.',
  'speak.loudest': 'Đây là âm lượng lớn nhất.',
  'speak.quietest': 'Đây là âm lượng nhỏ nhất.',
};
