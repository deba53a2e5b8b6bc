import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'Copia del registro de residencia',
  'certificate.juminhyoKisai': 'Certificado de datos del registro de residencia',
  'certificate.inkan': 'Certificado de registro de sello',
  'certificate.kazeiShotoku': 'Certificado de impuestos (ingresos)',
  'certificate.kazeiHikazei': 'Certificado de tributación / exención',
  'certificate.shotoku': 'Certificado de ingresos',
  'certificate.nozei': 'Certificado de pago de impuestos',
  'certificate.kosekiTohon': 'Certificado completo del registro familiar',
  'certificate.kosekiShohon': 'Certificado individual del registro familiar',
  'certificate.kosekiFuhyo': 'Copia del historial de domicilios del registro familiar',

  'option.honsekiHittosha': 'Domicilio de registro (honseki) y titular del registro',
  'option.setainushiTsuzukigara': 'Jefe de familia y parentesco',
  'option.kojinBango': 'Número Individual (My Number)',
  'option.kokusekiChiiki': 'Nacionalidad o región',
  'option.zairyuCardNumber': 'Número de la tarjeta de residencia (zairyu card)',
  'option.zairyuShikaku': 'Estatus de residencia',
};
