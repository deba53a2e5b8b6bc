import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'Có thể sử dụng từ {time} hôm nay.',
  'hours.opensOn': 'Có thể sử dụng từ {moment}.',
  'hours.beforeToday': 'Hôm nay tiếp nhận đến {time}.',
  'hours.begins': 'Dịch vụ cấp giấy chứng nhận bắt đầu từ {day}.',
  'hours.ended': 'Dịch vụ cấp giấy chứng nhận đã kết thúc vào {day}.',
  'hours.page': 'Danh sách ngày nghỉ: {page}',
  'hours.elsewhere': 'Vui lòng đến cửa hàng khác hoặc văn phòng hành chính địa phương.',
  'code.serviceNotBegun.title': 'Dịch vụ chưa bắt đầu',
  'code.serviceNotBegun.advice': 'Dịch vụ cấp giấy chứng nhận chưa được bắt đầu.',
  'code.serviceEnded.title': 'Dịch vụ đã kết thúc',
  'code.serviceEnded.advice': 'Cửa hàng này không có dịch vụ cấp giấy chứng nhận.',
  'code.timeJump.title': 'Đang kiểm tra giờ',
  'code.timeJump.advice': 'Vui lòng thử lại sau ít phút. Bạn chưa bị thu tiền.',
  'code.centreTime.title': 'Không xác nhận được giờ',
  'code.centreTime.advice': 'Vui lòng thử lại sau ít phút. Bạn chưa bị thu tiền.',
};
