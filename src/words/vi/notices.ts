import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'Giấy chứng nhận có Mã số cá nhân (My Number) chỉ được nộp cho nơi được pháp luật cho phép, trong thủ tục an sinh xã hội, thuế hoặc ứng phó thiên tai.',
  'notice.katakanaNotPrinted':
    'Tên katakana đã đăng ký ghi kèm sẽ không được in. Nếu cần, vui lòng đến văn phòng hành chính địa phương.',
  'notice.earlierTaxYearOnly':
    'Dữ liệu thuế đang chuyển sang năm mới nên đây là giấy của năm trước. Vui lòng kiểm tra nơi nộp cần năm nào.',
  'notice.kosekiAndResidenceHere': 'Dành cho người có cả nguyên quán và đăng ký cư trú tại địa phương này.',
  'notice.staleData': 'Thông tin khai báo gần đây có thể chưa được cập nhật.',
  'notice.noReturnOrRefund': 'Sau khi cấp không thể đổi, trả lại hoặc hoàn tiền.',
  'notice.noFreeIssue': 'Ở đây không cấp miễn phí. Người được miễn phí vui lòng đến văn phòng hành chính địa phương.',
  'notice.sheetsBelongTogether': 'Giấy chứng nhận nhiều tờ không được tách rời để sử dụng.',
  'notice.noStaples': 'Giấy không được dập ghim.',
  'notice.looksDifferent': 'Loại giấy và hình thức khác với giấy chứng nhận cấp tại quầy.',
  'notice.takeEverything': 'Vui lòng lấy đủ tất cả các tờ.',
  'notice.keepCardAndPin': 'Không cho người khác mượn thẻ và không cho biết mã PIN.',
  'notice.printingTakesTime': 'Việc in có thể mất hơn 2 phút. Vui lòng không rời khỏi máy cho đến khi in xong.',
  'notice.staffCannotHelp':
    'Để bảo vệ thông tin cá nhân, nhân viên cửa hàng không hướng dẫn hay giúp thao tác, trừ sự cố như kẹt giấy.',
  'notice.pinLocksAfterThree': 'Mã PIN sẽ bị khóa nếu nhập sai 3 lần liên tiếp.',

  'closure.yearEnd': 'Nghỉ cuối năm và đầu năm mới.',
  'closure.feeChange': 'Ngừng phục vụ cả ngày để thay đổi mức phí.',
  'closure.maintenance': 'Ngừng phục vụ để bảo trì hệ thống.',
  'closure.systemMove': 'Ngừng phục vụ để thay hệ thống.',
  'closure.announced': 'Ngày nghỉ do chính quyền địa phương thông báo.',
};
