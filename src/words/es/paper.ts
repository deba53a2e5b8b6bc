import type { PAPER as JA } from '../ja/paper.ts';
import type { TranslationOf } from '../contract.ts';

/** Words of receipt and slip. */
export const PAPER: TranslationOf<typeof JA> = {
  'receipt.collection':
    'El cobro de las tarifas está encargado a {agent} ({address}) desde {since}, según el artículo 158, párrafo 2, de la Orden de Ejecución de la Ley de Autonomía Local.',
  'receipt.contact': 'Consultas sobre el contenido del certificado: {counter} {phone}',

  'slip.reason.payoutShort': 'No se pudo entregar el vuelto o la devolución',
  'slip.reason.leafUnknown': 'No se pudo confirmar si el certificado se imprimió',
  'slip.reason.noteDisputed': 'No se pudo confirmar si se recibió el billete',
  'slip.reason.payoutUnknown': 'No se pudo confirmar el monto entregado',
  'slip.reason.powerLoss': 'La máquina se detuvo durante el trámite',
};
