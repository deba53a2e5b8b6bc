import type { CERTIFICATES as JA } from '../ja/certificates.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: Readonly<Record<keyof typeof JA, string>> = {
  'certificate.juminhyo': 'Copy of residence record',
  'certificate.juminhyoKisai': 'Certificate of items in the residence record',
  'certificate.inkan': 'Seal registration certificate',
  'certificate.kazeiShotoku': 'Tax (income) certificate',
  'certificate.kazeiHikazei': 'Taxation / non-taxation certificate',
  'certificate.shotoku': 'Income certificate',
  'certificate.nozei': 'Tax payment certificate',
  'certificate.kosekiTohon': 'Full family register certificate',
  'certificate.kosekiShohon': 'Individual family register certificate',
  'certificate.kosekiFuhyo': 'Copy of family register address history',

  'option.honsekiHittosha': 'Registered domicile and head of register',
  'option.setainushiTsuzukigara': 'Householder and relationship',
  'option.kojinBango': 'Individual Number (My Number)',
  'option.kokusekiChiiki': 'Nationality or region',
  'option.zairyuCardNumber': 'Residence card number',
  'option.zairyuShikaku': 'Status of residence',
};
