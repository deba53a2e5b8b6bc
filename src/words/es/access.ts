import type { ACCESS as JA } from '../ja/access.ts';
import type { TranslationOf } from '../contract.ts';

/** Standing buttons, settings and help. */
export const ACCESS: TranslationOf<typeof JA> = {
  'standing.language': 'Idioma',
  'standing.speech': 'Voz',
  'standing.largeText': 'Texto',
  'standing.contrast': 'Colores',
  'standing.access': 'Ajustes',
  'standing.help': 'Ayuda',

  'overlay.close': 'Cerrar',
  'overlay.up': 'Subir',
  'overlay.down': 'Bajar',

  'language.title': 'Elija el idioma',
  'language.japaneseOnly': 'El certificado se imprime en japonés.',

  'access.title': 'Ajustes para ver y oír mejor',
  'access.textSize': 'Tamaño del texto',
  'access.textSize.100': 'Normal',
  'access.textSize.150': 'Grande',
  'access.textSize.200': 'Muy grande',
  'access.contrast': 'Colores',
  'access.contrast.standard': 'Normal',
  'access.contrast.high': 'Alto contraste',
  'access.contrast.dark': 'Oscuro',
  'access.speech': 'Guía de voz',
  'access.speech.off': 'Sin voz',
  'access.speech.guidance': 'Solo guía',
  'access.speech.detailed': 'Detallada',
  'access.volume': 'Volumen',
  'access.volume.-2': 'Mínimo',
  'access.volume.-1': 'Bajo',
  'access.volume.0': 'Normal',
  'access.volume.1': 'Alto',
  'access.volume.2': 'Máximo',
  'access.reach': 'Lugar de los botones',
  'access.reach.off': 'Normal',
  'access.reach.on': 'Más abajo',
  'access.simple': 'Pantalla',
  'access.simple.off': 'Normal',
  'access.simple.on': 'Sencilla',

  'help.title': 'Cómo se usa',
  'help.start':
    'Vaya a 行政サービス (servicios públicos) y luego a 証明書交付サービス (certificados). Necesita su Tarjeta My Number y el PIN de 4 dígitos.',
  'help.notes': 'Lea los avisos. Si está de acuerdo, toque “Acepto”.',
  'help.setCard': 'Ponga su Tarjeta My Number donde está la luz. No la mueva mientras se lee.',
  'help.pin':
    'Ingrese el PIN de 4 dígitos del certificado electrónico de autenticación del usuario. Con 3 errores seguidos, se bloquea.',
  'help.takeCard': 'Retire la tarjeta cuando la pantalla lo indique.',
  'help.choose': 'Toque lo que desea. Si se equivoca, “Volver” lleva a la pantalla anterior; lo elegido no se pierde.',
  'help.check': 'Revise el contenido y el monto y toque “Confirmar”.',
  'help.pay': 'Inserte el dinero aceptado, de uno en uno. Si cancela, se devuelve todo.',
  'help.printing': 'Espere aquí hasta que termine la impresión.',
  'help.take': 'Tome la tarjeta, el certificado, el recibo y el vuelto y toque “Confirmar (parar voz)”.',
  'help.slip': 'Anote el número y el teléfono. Podrá recibir el dinero después.',
  'help.stop': 'Anote el código de la pantalla y llame al teléfono de abajo.',
  'help.staffMay': 'El personal de la tienda solo puede ayudar en fallas de la máquina, como papel atascado.',
  'help.staffMayNot': 'No puede explicar el uso ni ingresar datos por usted. No diga su PIN a nadie.',
  'help.staffPaper': 'Si el personal saca papeles, se los entrega boca abajo, sin leerlos.',
  'help.guide': 'Más sobre el uso (guía de J-LIS)',

  'printing.timeLeft':
    '{minutes, plural, one {Queda aproximadamente # minuto} other {Quedan aproximadamente # minutos}}',
};
