import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': '주민표 사본',
  'certificate.juminhyoKisai': '주민표 기재사항 증명서',
  'certificate.inkan': '인감등록증명서',
  'certificate.kazeiShotoku': '과세(소득) 증명서',
  'certificate.kazeiHikazei': '과세·비과세 증명서',
  'certificate.shotoku': '소득증명서',
  'certificate.nozei': '납세증명서',
  'certificate.kosekiTohon': '호적등본(전부사항증명서)',
  'certificate.kosekiShohon': '호적초본(개인사항증명서)',
  'certificate.kosekiFuhyo': '호적 부표 사본',

  'option.honsekiHittosha': '본적·호적 필두자',
  'option.setainushiTsuzukigara': '세대주·세대주와의 관계',
  'option.kojinBango': '개인번호(마이넘버)',
  'option.kokusekiChiiki': '국적·지역',
  'option.zairyuCardNumber': '재류카드 등의 번호',
  'option.zairyuShikaku': '재류자격 등',
};
