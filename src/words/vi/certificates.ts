import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'Bản sao phiếu cư trú',
  'certificate.juminhyoKisai': 'Giấy chứng nhận nội dung ghi trên phiếu cư trú',
  'certificate.inkan': 'Giấy chứng nhận đăng ký con dấu',
  'certificate.kazeiShotoku': 'Giấy chứng nhận chịu thuế (thu nhập)',
  'certificate.kazeiHikazei': 'Giấy chứng nhận chịu thuế / không chịu thuế',
  'certificate.shotoku': 'Giấy chứng nhận thu nhập',
  'certificate.nozei': 'Giấy chứng nhận nộp thuế',
  'certificate.kosekiTohon': 'Bản sao hộ tịch đầy đủ',
  'certificate.kosekiShohon': 'Bản trích lục hộ tịch cá nhân',
  'certificate.kosekiFuhyo': 'Bản sao phụ lục hộ tịch (lịch sử địa chỉ)',

  'option.honsekiHittosha': 'Nguyên quán và người đứng đầu hộ tịch',
  'option.setainushiTsuzukigara': 'Chủ hộ và quan hệ với chủ hộ',
  'option.kojinBango': 'Mã số cá nhân (My Number)',
  'option.kokusekiChiiki': 'Quốc tịch / khu vực',
  'option.zairyuCardNumber': 'Số thẻ lưu trú',
  'option.zairyuShikaku': 'Tư cách lưu trú',
};
