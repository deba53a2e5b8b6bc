import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad’s guide says beside the texts of the screen. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{n} de {total}',
  'guide.choices': '{count, plural, one {# opción} other {# opciones}}. Presione siguiente para oírlas.',
  'guide.goOn': 'Para {label}, presione seleccionar dos veces.',
  'guide.chosen': 'elegido',
  'guide.notChosen': 'no elegido',
  'guide.unavailable': 'no disponible ahora',
  'guide.refused': 'No disponible aquí. Presione seleccionar para oír el motivo',
  'guide.on': 'activado',
  'guide.off': 'desactivado',
  'guide.fewer': 'Una copia menos',
  'guide.more': 'Una copia más',
  'guide.digits': '{digits} de {length} dígitos ingresados.',
  'guide.timeLeft':
    '{seconds, plural, one {Queda # segundo} other {Quedan # segundos}}. Para seguir, presione seleccionar.',
  'guide.phone': '{name}, teléfono {phone}',
  'guide.step': 'Paso {n} de {total}: {label}',
  'guide.volume': 'Volumen {n} de 5.',

  'speak.keypad':
    'Voz activada. Oiga las opciones con siguiente y anterior y elija con seleccionar. Para oír otra vez, repetir. También hay ayuda. Puede usar audífonos.',
  'speak.headphonesIn': 'Audífonos conectados. La guía se oye solo en los audífonos.',
  'speak.headphonesOut': 'Se desconectaron los audífonos. Para oír por el altavoz, presione cualquier tecla.',
  'speak.pinKeys': 'Ingréselo con las teclas de números y presione seleccionar. La tecla 5 tiene una marca.',
  'speak.pressSelect': 'Presione seleccionar.',
  'speak.cancelAsk': 'Para cancelar, presione otra vez. Se devolverá el dinero insertado.',
  'speak.noBack': 'Aquí no se puede volver.',
  'speak.noCancel': 'Ahora no se puede cancelar. Espere.',
  'speak.noKey': 'Esta tecla no se usa aquí.',
  'speak.notNow': 'Ahora no se puede elegir esto.',
  'speak.wait': 'Espere.',
  'speak.ended': 'La atención terminó. Gracias.',
  'speak.moreTime': 'Ya tiene más tiempo.',
  'speak.loudest': 'Este es el volumen máximo.',
  'speak.quietest': 'Este es el volumen mínimo.',
};
