import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'O certificado tem, nos dois lados, impressão contra falsificação e cópia.',
  'printing.now': 'Via {set} de {sets}, folha {leaf} de {of}',
  'printing.nowOne': 'Folha {leaf} de {of}',
  'printing.doing.drawing': 'Preparando a impressão',
  'printing.doing.sending': 'Enviando à impressora',
  'printing.doing.printing': 'Imprimindo',
  'printing.doing.held': 'Aguardando a impressora',
  'printing.doing.stopping': 'Cancelando a impressão',
  'printing.doing.refunding': 'Devolvendo a taxa do que não foi impresso',
  'printing.doing.receipt': 'Imprimindo o recibo',
  'printing.doing.ending': 'Fazendo a verificação final',
  'printing.goesOn': ' Quando for resolvido, a impressão continua.',
  'printing.gaveUp': 'A impressão foi cancelada. A taxa dos certificados que não saíram será devolvida.',
  'printing.clerk': 'Ao funcionário da loja: {what}',

  'takeItems.certificates': 'Certificado: {done, plural, one {# folha} other {# folhas}}',
  'takeItems.sheetsSought': 'Não foi possível confirmar se o certificado saiu. Veja a saída de papel.',
  'takeItems.sheetsUnknown':
    '{done, plural, one {Saiu # folha} other {Saíram # folhas}} do certificado. Não foi possível confirmar se {unknown, plural, one {mais # saiu} other {mais # saíram}}. Veja a saída de papel.',
  'takeItems.part':
    '{done, plural, one {Saiu # folha} other {Saíram # folhas}}. O certificado incompleto não pode ser usado, e a taxa dele não foi cobrada.',
  'takeItems.mixed':
    'Há folhas de outra impressão misturadas. Seu certificado tem {done, plural, one {# folha} other {# folhas}}. Entregue as outras ao funcionário da loja, sem ler.',
  'takeItems.noReceipt': 'Não foi possível imprimir o recibo. Se precisar, ligue para {phone}.',
};
