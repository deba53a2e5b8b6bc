import type { CERTIFICATES as JA } from '../ja/certificates.ts';
import type { TranslationOf } from '../contract.ts';

/** Translations; the official Japanese name is always shown beside them. */
export const CERTIFICATES: TranslationOf<typeof JA> = {
  'certificate.juminhyo': 'Cópia do registro de residência',
  'certificate.juminhyoKisai': 'Certificado de itens do registro de residência',
  'certificate.inkan': 'Certificado de registro de carimbo',
  'certificate.kazeiShotoku': 'Certificado de tributação (renda)',
  'certificate.kazeiHikazei': 'Certificado de tributação / isenção',
  'certificate.shotoku': 'Certificado de renda',
  'certificate.nozei': 'Certificado de pagamento de impostos',
  'certificate.kosekiTohon': 'Certidão completa do registro familiar',
  'certificate.kosekiShohon': 'Certidão individual do registro familiar',
  'certificate.kosekiFuhyo': 'Cópia do histórico de endereços do registro familiar',

  'option.honsekiHittosha': 'Domicílio de registro (honseki) e titular do registro',
  'option.setainushiTsuzukigara': 'Chefe de família e parentesco',
  'option.kojinBango': 'Número Individual (My Number)',
  'option.kokusekiChiiki': 'Nacionalidade ou região',
  'option.zairyuCardNumber': 'Número do cartão de residência (zairyu card)',
  'option.zairyuShikaku': 'Status de residência',
};
