import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': 'Vui lòng chọn dịch vụ bạn cần.',
  'speak.notes': 'Trước khi sử dụng, vui lòng đọc các lưu ý trên màn hình. Nếu đồng ý, hãy nhấn: Đồng ý.',
  'speak.setCard': 'Vui lòng đặt Thẻ My Number.',
  'speak.readingCard': 'Đang đọc thẻ.',
  'speak.pin': 'Vui lòng nhập mã PIN gồm bốn chữ số của chứng thư điện tử xác thực người dùng.',
  'speak.pinWrong': 'Mã PIN không đúng. Vui lòng nhập lại.',
  'speak.lastTry': 'Nếu nhập sai lần nữa, mã PIN sẽ bị khóa. Vui lòng xem màn hình.',
  'speak.authenticating': 'Đang xác nhận danh tính của bạn. Vui lòng chờ.',
  'speak.takeCard': 'Vui lòng lấy thẻ của bạn.',
  'speak.certificate': 'Vui lòng chọn loại giấy chứng nhận.',
  'speak.items': 'Vui lòng chọn các mục ghi trên giấy chứng nhận.',
  'speak.persons': 'Vui lòng chọn những người ghi trên giấy chứng nhận.',
  'speak.copies': 'Vui lòng chọn số bản.',
  'speak.check': 'Vui lòng kiểm tra nội dung. Nếu đúng, hãy nhấn: Xác nhận.',
  'speak.checkExact':
    'Vui lòng kiểm tra nội dung. Máy không đủ tiền lẻ. Hãy xem trên màn hình loại tiền dùng được. Nếu đúng, hãy nhấn: Xác nhận.',
  'speak.notice.katakanaNotPrinted':
    'Tên katakana đã đăng ký sẽ không được in. Nếu cần, vui lòng đến văn phòng hành chính địa phương.',
  'speak.notice.earlierTaxYearOnly':
    'Dữ liệu thuế đang chuyển sang năm mới nên đây là giấy của năm trước. Vui lòng kiểm tra năm.',
  'speak.notice.kojinBangoUse': 'Giấy chứng nhận có Mã số cá nhân chỉ được nộp cho nơi được pháp luật cho phép.',
  'speak.fetching': 'Đang chuẩn bị giấy chứng nhận. Vui lòng chờ.',
  'speak.pay': 'Phí là {amount}. Vui lòng cho tiền vào.',
  'speak.payExact':
    'Phí là {amount}. Máy không đủ tiền lẻ. Vui lòng chỉ cho vào loại tiền dùng được hiện trên màn hình.',
  'speak.payEnough': 'Vui lòng nhấn: Bắt đầu in.',
  'speak.rejectedNotTaken': 'Tờ tiền hoặc đồng xu này không dùng được. Vui lòng cho tiền khác vào.',
  'speak.rejectedInsertAgain': 'Vui lòng cho vào lại, cho thẳng, từng tờ hoặc từng đồng một.',
  'speak.rejectedNotNow':
    'Tờ tiền hoặc đồng xu đó hiện không dùng được. Vui lòng cho vào loại tiền dùng được hiện trên màn hình.',
  'speak.rejectedEnough': 'Đã đủ tiền. Vui lòng lấy lại số tiền được trả ra, rồi nhấn: Bắt đầu in.',
  'speak.printing': 'Đang in. Có thể mất hơn hai phút. Vui lòng không rời khỏi máy cho đến khi in xong.',
  'speak.printingTrouble': 'Việc in đã dừng. Vui lòng xem màn hình.',
  'speak.refunding': 'Đang trả lại tiền. Vui lòng lấy tiền ở khay trả tiền.',
  'speak.slip': 'Có số tiền chưa trả lại được. Số tiền là {amount}. Số tiếp nhận là {number}.',
  'speak.refusal': 'Vui lòng xem hướng dẫn trên màn hình.',
  'speak.askForeign':
    'Nếu giấy chứng nhận của người khác được in ra, hãy nhấn: Đúng. Nếu là của bạn, hãy nhấn: Quay lại.',
  'speak.foreignPaper':
    'Cảm ơn bạn đã báo. Vui lòng không đọc, úp mặt giấy xuống và đặt lại vào khay. Hãy ghi lại số tiếp nhận trên màn hình và gọi điện.',
  'speak.warning': 'Bạn còn đang sử dụng không? Để tiếp tục, hãy nhấn: Tiếp tục.',
  'speak.warningLast': 'Sắp hết thời gian sử dụng. Không thể kéo dài thêm. Tiền đã cho vào sẽ được trả lại.',

  'speak.takeItems': 'Cảm ơn bạn đã sử dụng. Vui lòng không quên thẻ, giấy chứng nhận, biên lai và tiền thừa.',
  'speak.takeCardReminder': 'Vui lòng lấy thẻ. Đừng quên Thẻ My Number.',
  'speak.takeCertificateReminder': 'Vui lòng lấy giấy chứng nhận.',
  'speak.takeReceiptReminder': 'Vui lòng lấy biên lai.',
  'speak.takeChangeReminder': 'Vui lòng lấy tiền. Hãy xem khay trả tiền.',
  'speak.takePhoneReminder': 'Đừng quên điện thoại của bạn.',
  'speak.takeOriginalReminder': 'Vui lòng lấy bản gốc trên mặt kính.',
  'speak.takeSeveralReminder': 'Còn đồ chưa lấy. Vui lòng xem màn hình.',
  'speak.confirmReminder': 'Nếu đã lấy đủ, hãy nhấn nút: Xác nhận, tắt giọng nói.',
  'speak.leftBehind': 'Còn đồ chưa lấy. Đừng để quên thẻ hoặc giấy chứng nhận ở đây.',
};
