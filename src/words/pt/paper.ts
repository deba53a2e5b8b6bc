import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'A cobrança das taxas é delegada a {agent} ({address}) desde {since}, conforme o art. 158, parágrafo 2, do Decreto de Execução da Lei de Autonomia Local.',
  'receipt.contact': 'Dúvidas sobre o conteúdo do certificado: {counter} {phone}',

  'slip.reason.payoutShort': 'Não foi possível pagar o troco ou a devolução',
  'slip.reason.leafUnknown': 'Não foi possível confirmar se o certificado foi impresso',
  'slip.reason.noteDisputed': 'Não foi possível confirmar se a cédula foi recebida',
  'slip.reason.payoutUnknown': 'Não foi possível confirmar o valor devolvido',
  'slip.reason.powerLoss': 'O terminal parou durante o procedimento',
};
