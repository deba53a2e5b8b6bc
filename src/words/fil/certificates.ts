import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'Kopya ng talaan ng paninirahan',
  'certificate.juminhyoKisai': 'Sertipiko ng nilalaman ng talaan ng paninirahan',
  'certificate.inkan': 'Sertipiko ng rehistradong selyo (inkan)',
  'certificate.kazeiShotoku': 'Sertipiko ng buwis (kita)',
  'certificate.kazeiHikazei': 'Sertipiko ng pagbubuwis o hindi pagbubuwis',
  'certificate.shotoku': 'Sertipiko ng kita',
  'certificate.nozei': 'Sertipiko ng bayad na buwis',
  'certificate.kosekiTohon': 'Buong sertipiko ng talaan ng pamilya',
  'certificate.kosekiShohon': 'Sertipiko ng isang tao sa talaan ng pamilya',
  'certificate.kosekiFuhyo': 'Kopya ng mga naging tirahan sa talaan ng pamilya',

  'option.honsekiHittosha': 'Rehistradong domisilyo (honseki) at puno ng talaan',
  'option.setainushiTsuzukigara': 'Puno ng sambahayan at relasyon dito',
  'option.kojinBango': 'Indibidwal na Numero (My Number)',
  'option.kokusekiChiiki': 'Nasyonalidad o rehiyon',
  'option.zairyuCardNumber': 'Numero ng residence card',
  'option.zairyuShikaku': 'Status of residence',
};
