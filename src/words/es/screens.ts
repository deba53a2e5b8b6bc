import type { SCREENS as JA } from '../ja/screens.ts';
import type { TranslationOf } from '../contract.ts';

/** Texts of the screen. */
export const SCREENS: TranslationOf<typeof JA> = {
  'app.yen': '¥{amount}',
  'app.yenSpoken': '{amount} yenes',
  'app.sentence': '{title}. {advice}',
  'app.name': 'Servicios públicos',
  'app.otherLanguage': '日本語',
  'app.helpMunicipality': '{name} {desk}',
  'app.helpOperator': 'Contacto de esta máquina',
  'app.helpCallCentre': 'Línea gratuita de My Number',

  'step.notes': 'Avisos',
  'step.card': 'Tarjeta',
  'step.pin': 'PIN',
  'step.certificate': 'Certificado',
  'step.check': 'Revisión',
  'step.pay': 'Pago',
  'step.print': 'Impresión',
  'step.take': 'Retiro',

  'button.cancel': 'Cancelar',
  'button.back': 'Volver',
  'button.next': 'Siguiente',
  'button.agree': 'Acepto',
  'button.confirm': 'Confirmar',
  'button.printStart': 'Iniciar impresión',
  'button.confirmTaken': 'Confirmar (parar voz)',
  'button.extend': 'Continuar',
  'button.close': 'Cerrar',
  'button.useLastTry': 'Usar último intento',
  'button.addCertificate': 'Agregar otro certificado',
  'button.remove': 'Quitar',
  'button.delete': 'Borrar',
  'button.clear': 'Borrar todo',
  'button.holderOnly': 'Solo yo',
  'button.everybody': 'Elegir a todos',

  'outOfService.title': 'No disponible por ahora',
  'outOfService.lead': 'Disculpe la molestia. Use otra máquina o la ventanilla de su municipalidad.',

  'idle.title': 'Le damos la bienvenida',
  'idle.lead': 'Elija el servicio que desea.',
  'idle.government': 'Servicios públicos',
  'idle.governmentDetail': '行政サービス · certificados como el registro de residencia',
  'idle.draining': 'En preparación. Espere un momento.',

  'governmentMenu.title': 'Servicios públicos',
  'governmentMenu.lead': 'Elija el servicio que quiere usar.',
  'governmentMenu.certificates': 'Emisión de certificados',
  'governmentMenu.certificatesDetail': '証明書交付サービス · obtener certificados con la Tarjeta My Number',

  'notes.title': 'Lea esto antes de usar',
  'notes.card':
    'Necesita su Tarjeta My Number y el PIN de 4 dígitos del certificado electrónico de autenticación del usuario.',
  'notes.holder':
    'Solo el titular de la tarjeta puede usar el servicio. No pueden usarlo los menores de 15 años ni los adultos bajo tutela.',
  'notes.secret': 'No preste su tarjeta ni diga su PIN a nadie: alguien podría abusar de ellos.',
  'notes.refund':
    'Los certificados emitidos no se cambian ni se devuelven, y las tarifas no se reembolsan. Tampoco hay emisión gratuita.',
  'notes.wait': 'La impresión puede tardar 2 minutos o más. No se aleje de la máquina hasta que termine.',
  'notes.leave': 'Al irse, no olvide la tarjeta, el certificado, el recibo y el vuelto.',
  'notes.guide': 'Para más detalles, vea la guía de J-LIS, el organismo que opera este servicio.',

  'setCard.title': 'Ponga su Tarjeta My Number',
  'setCard.lead': 'Póngala en el lector con el lado de la foto hacia arriba.',
  'setCard.staysOn': 'No mueva la tarjeta hasta que termine el trámite.',
  'setCard.comesOff': 'No mueva la tarjeta hasta que se le avise.',
  'setCard.refused':
    'No se pueden usar: tarjeta de notificación, tarjeta Juki, tarjeta (magnética) de registro de sello, tarjeta de ciudadano ni celular.',

  'readingCard.title': 'Leyendo la tarjeta',
  'readingCard.lead': 'Espere sin mover la tarjeta.',

  'pin.title': 'Ingrese su PIN',
  'pin.lead': 'El PIN de 4 dígitos del certificado electrónico de autenticación del usuario (利用者証明用電子証明書).',
  'pin.label': 'Dígitos ingresados',
  'pin.hide': 'Cuide que nadie lo vea.',
  'pin.lock': 'Con 3 errores seguidos, el PIN se bloquea.',
  'pin.tries': '{tries, plural, one {Queda # intento.} other {Quedan # intentos.}}',

  'lastTry.title': 'Un error más bloquea el PIN',
  'lastTry.lead': 'Si se equivoca otra vez, ya no podrá usar este PIN.',
  'lastTry.advice': 'Si no está seguro, toque “Cancelar” y consulte a la municipalidad donde vive.',

  'authenticating.title': 'Confirmando su identidad',
  'authenticating.lead': 'Espere sin mover la tarjeta.',

  'takeCard.title': 'Retire su tarjeta',
  'takeCard.lead': 'Guarde la tarjeta; después seguimos.',

  'certificate.title': 'Elija el certificado',
  'certificate.lead': 'Estos certificados se pueden obtener aquí.',
  'certificate.fee': '{fee} por copia',
  'certificate.leadRefused': 'Toque “?” para ver el motivo.',
  'certificate.taxYear': 'Año fiscal {year} ({era})',

  'items.title': 'Elija los datos que se incluirán',
  'items.lead': 'Confirme qué datos le piden donde lo va a entregar.',
  'items.on': 'Incluir',
  'items.off': 'No incluir',

  'persons.title': 'Elija a las personas que se incluirán',
  'persons.lead': 'Elija a una o a varias. Si elige a varias, se reúnen en un solo certificado.',
  'persons.person': 'Persona {n}',

  'copies.title': 'Elija el número de copias',
  'copies.lead': 'La tarifa se cobra por copia.',
  'copies.count': '{n, plural, one {# copia} other {# copias}}',

  'check.title': 'Revise el contenido',
  'check.lead': 'Si todo está bien, toque “Confirmar”.',
  'check.total': 'Total de tarifas',
  'check.with': '{name}: incluido',
  'check.without': '{name}: no incluido',
  'check.about': '{name}: {text}',
  'check.full': 'Esta vez no se pueden agregar más certificados.',
  'check.inTime':
    'Antes de que cierre el servicio solo se {n, plural, one {puede imprimir # copia} other {pueden imprimir # copias}} en total.',
  'check.contact': 'Consultas sobre el contenido: {desk} {phone}',
  'check.contactDesk': 'Consultas sobre el contenido: {desk}',
  'check.collection': 'El cobro de las tarifas está encargado a {agent} ({address}), desde {since}.',

  'fetching.title': 'Preparando el certificado',
  'fetching.lead': 'Se paga solo cuando el certificado está listo.',

  'pay.title': 'Inserte el dinero de la tarifa',
  'pay.enough': 'Toque “Iniciar impresión”',
  'pay.lead': 'Con el monto completo podrá tocar “Iniciar impresión”.',
  'pay.leadEnough': 'Saldrán el vuelto y el certificado. No se aleje hasta que termine la impresión.',
  'pay.asOf': 'Contenido registrado: {time}.',
  'pay.due': 'Tarifa',
  'pay.inserted': 'Insertado',
  'pay.needed': 'Falta',
  'pay.owed': 'Vuelto',
  'pay.accepts': 'Se acepta ahora',
  'pay.exact': 'Hay poco vuelto. El dinero marcado con × no se acepta ahora.',
  'pay.rejectedNotTaken': 'Este billete o moneda no se acepta. Use otro.',
  'pay.rejectedInsertAgain': 'Insértelo de nuevo, recto y de uno en uno.',
  'pay.rejectedNotNow': 'Ese billete o moneda no se acepta ahora. Use el dinero de “Se acepta ahora”.',
  'pay.rejectedEnough': 'El monto ya está completo. Tome el dinero devuelto.',

  'closingDeposit.title': 'Comprobando el dinero insertado',
  'closingDeposit.lead': 'Espere un momento.',

  'printing.title': 'Imprimiendo',
  'printing.lead': 'Puede tardar 2 minutos o más. Para evitar robos o que otros vean sus papeles, no se aleje.',
  'printing.progress': '{total, plural, one {{done} de # hoja lista} other {{done} de # hojas listas}}',
  'printing.trouble': 'La impresión está detenida',

  'refunding.title': 'Devolviendo el dinero',
  'refunding.lead': 'Tómelo de la bandeja de devolución.',

  'slip.title': 'Hay dinero que no se pudo devolver',
  'slip.lead': 'Anote el número de caso y llame al teléfono de abajo. Si sale un comprobante, guárdelo también.',
  'slip.number': 'Número de caso',
  'slip.amount': 'Monto',
  'slip.phone': 'Teléfono',

  'refusal.code': 'Código de consulta {code}',

  'takeItems.title': '¿No olvida nada?',
  'takeItems.lead': 'Compruebe que tiene estas cosas y toque el botón.',
  'takeItems.leadCancelled': 'La atención terminó. Retire estas cosas.',
  'takeItems.card': 'Tarjeta My Number',
  'takeItems.certificate': 'Certificado',
  'takeItems.receipt': 'Recibo',
  'takeItems.change': 'Vuelto',
  'takeItems.phone': 'Celular',
  'takeItems.original': 'Original copiado',
  'takeItems.refund': 'Dinero devuelto',
  'takeItems.left': 'Por retirar',
  'takeItems.gone': 'Retirado',
  'takeItems.sheets':
    'El certificado tiene {total, plural, one {# hoja} other {# hojas}} en total. Compruebe la cantidad.',
  'takeItems.lost': 'Si pierde la tarjeta, puede pedir la suspensión de su uso las 24 horas del día.',

  'foreign.button': 'Esto no es mío',
  'foreign.askTitle': '¿Salió el certificado de otra persona?',
  'foreign.askLead': '“Sí” detiene la impresión y avisa al encargado. No lea el papel.',
  'foreign.askBack': 'Si es su propio certificado, toque “Volver”.',
  'foreign.confirm': 'Sí, no es mío',
  'foreign.title': 'Gracias por avisar. Número de caso {reference}',
  'foreign.lead': 'Sin leerlos, ponga todos los papeles boca abajo en la bandeja de salida.',
  'foreign.call': 'Se detuvo el resto de la impresión. Anote el número y llame al teléfono de abajo.',
  'foreign.keepNothing':
    'No se los lleve ni los fotografíe. El encargado tampoco los lee ni los bota: los guarda en un sobre.',
  'foreign.money': 'Se devolverá la tarifa de lo que no salió. Sobre lo que salió, consulte por teléfono.',
  'foreign.reminder': 'No tome el certificado: déjelo boca abajo en la bandeja de salida. Número de caso {reference}',

  'warning.title': '¿Sigue usando la máquina?',
  'warning.text': 'Si no hace nada, la atención terminará pronto. Se devolverá el dinero insertado.',
  'warning.titleLast': 'Su tiempo está por terminar',
  'warning.textLast':
    'Se alcanzó el tiempo máximo de una atención y ya no se puede ampliar. La atención terminará pronto. Se devolverá el dinero insertado.',
  'warning.timeLeft': '{seconds, plural, one {Queda # segundo} other {Quedan # segundos}}',
};
