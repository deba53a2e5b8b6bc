import type { PRINTER as JA } from '../ja/printer.ts';
import type { TranslationOf } from '../contract.ts';

/** How far the printing has come, and which papers there are to take. */
export const PRINTER: TranslationOf<typeof JA> = {
  'printing.sealed': 'El certificado lleva, por los dos lados, una impresión contra la falsificación y la copia.',
  'printing.now': 'Copia {set} de {sets}, hoja {leaf} de {of}',
  'printing.nowOne': 'Hoja {leaf} de {of}',
  'printing.doing.drawing': 'Preparando la impresión',
  'printing.doing.sending': 'Enviando a la impresora',
  'printing.doing.printing': 'Imprimiendo',
  'printing.doing.held': 'Esperando a la impresora',
  'printing.doing.stopping': 'Cancelando la impresión',
  'printing.doing.refunding': 'Devolviendo la tarifa de lo que no se imprimió',
  'printing.doing.receipt': 'Imprimiendo el recibo',
  'printing.doing.ending': 'Haciendo la última revisión',
  'printing.goesOn': ' Cuando se arregle, seguirá la impresión.',
  'printing.gaveUp': 'Se canceló la impresión. Se devolverá la tarifa de los certificados que no salieron.',
  'printing.clerk': 'Al personal de la tienda: {what}',

  'takeItems.certificates': 'Certificado: {done, plural, one {# hoja} other {# hojas}}',
  'takeItems.sheetsSought': 'No se pudo confirmar si salió el certificado. Mire la salida del papel.',
  'takeItems.sheetsUnknown':
    '{done, plural, one {Salió # hoja} other {Salieron # hojas}} del certificado. No se pudo confirmar si {unknown, plural, one {salió # más} other {salieron # más}}. Mire la salida del papel.',
  'takeItems.part':
    '{done, plural, one {Salió # hoja} other {Salieron # hojas}}. El certificado incompleto no se puede usar y su tarifa no se cobró.',
  'takeItems.mixed':
    'Hay hojas de otra impresión mezcladas. Su certificado tiene {done, plural, one {# hoja} other {# hojas}}. Entregue las demás al personal de la tienda, sin leerlas.',
  'takeItems.noReceipt': 'No se pudo imprimir el recibo. Si lo necesita, llame al {phone}.',
};
