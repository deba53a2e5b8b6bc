import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': 'Elija el servicio que quiere usar.',
  'speak.notes': 'Antes de usar, lea los avisos de la pantalla. Si está de acuerdo, presione: Acepto.',
  'speak.setCard': 'Ponga su Tarjeta My Number.',
  'speak.readingCard': 'Leyendo la tarjeta.',
  'speak.pin': 'Ingrese el PIN de cuatro dígitos del certificado electrónico de autenticación del usuario.',
  'speak.pinWrong': 'El PIN no es correcto. Ingréselo otra vez.',
  'speak.lastTry': 'Si se equivoca otra vez, el PIN se bloqueará. Mire la pantalla.',
  'speak.authenticating': 'Confirmando su identidad. Espere.',
  'speak.takeCard': 'Retire su tarjeta.',
  'speak.certificate': 'Elija el tipo de certificado.',
  'speak.items': 'Elija los datos que se incluirán en el certificado.',
  'speak.persons': 'Elija a las personas que se incluirán en el certificado.',
  'speak.copies': 'Elija el número de copias.',
  'speak.check': 'Revise el contenido. Si todo está bien, presione: Confirmar.',
  'speak.checkExact':
    'Revise el contenido. Hay poco vuelto: vea en la pantalla qué billetes y monedas se aceptan. Si está bien, presione: Confirmar.',
  'speak.notice.katakanaNotPrinted':
    'El nombre registrado en katakana no se imprime. Si lo necesita, use la ventanilla de su municipalidad.',
  'speak.notice.earlierTaxYearOnly':
    'Se está cambiando el año fiscal. Este certificado es del año anterior. Confirme el año.',
  'speak.notice.kojinBangoUse': 'El certificado con el Número Individual solo puede entregarse a quien la ley permite.',
  'speak.fetching': 'Preparando el certificado. Espere.',
  'speak.pay': 'La tarifa es de {amount}. Inserte el dinero.',
  'speak.payExact':
    'La tarifa es de {amount}. Hay poco vuelto. Inserte solo los billetes y monedas que la pantalla muestra como aceptados.',
  'speak.payEnough': 'Presione: Iniciar impresión.',
  'speak.rejectedNotTaken': 'Este billete o moneda no se acepta. Use otro.',
  'speak.rejectedInsertAgain': 'Insértelo de nuevo, recto y de uno en uno.',
  'speak.rejectedNotNow':
    'Ese billete o moneda no se acepta ahora. Use el dinero que la pantalla muestra como aceptado.',
  'speak.rejectedEnough': 'El monto ya está completo. Tome el dinero devuelto. Después, presione: Iniciar impresión.',
  'speak.printing': 'Imprimiendo. Puede tardar dos minutos o más. No se aleje de la máquina hasta que termine.',
  'speak.printingTrouble': 'La impresión está detenida. Mire la pantalla.',
  'speak.refunding': 'Devolviendo el dinero. Tómelo de la bandeja de devolución.',
  'speak.slip': 'Hay dinero que no se pudo devolver. El monto es de {amount}. El número de caso es {number}.',
  'speak.refusal': 'Mire las indicaciones de la pantalla.',
  'speak.askForeign': 'Si salió el certificado de otra persona, presione: Sí. Si es el suyo, presione: Volver.',
  'speak.foreignPaper':
    'Gracias por avisar. Sin leerlos, ponga los papeles boca abajo en la bandeja. Anote el número de caso de la pantalla y llame.',
  'speak.warning': '¿Sigue usando la máquina? Para seguir, presione: Continuar.',
  'speak.warningLast': 'Su tiempo está por terminar y ya no se puede ampliar. Se devolverá el dinero insertado.',
  'speak.takeItems': 'Gracias. No olvide la tarjeta, el certificado, el recibo y el vuelto.',
  'speak.takeCardReminder': 'Retire su tarjeta. No olvide la Tarjeta My Number.',
  'speak.takeCertificateReminder': 'Retire el certificado.',
  'speak.takeReceiptReminder': 'Retire el recibo.',
  'speak.takeChangeReminder': 'Tome el dinero. Mire la bandeja de devolución.',
  'speak.takePhoneReminder': 'No olvide su celular.',
  'speak.takeOriginalReminder': 'Retire el original del cristal de la copiadora.',
  'speak.takeSeveralReminder': 'Hay cosas olvidadas. Mire la pantalla.',
  'speak.confirmReminder': 'Si ya tiene todo, presione el botón: Confirmar, parar voz.',
  'speak.leftBehind': 'Hay cosas olvidadas. No deje aquí la tarjeta ni el certificado.',
};
