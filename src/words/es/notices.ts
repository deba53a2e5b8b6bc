import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'El certificado con el Número Individual (My Number) solo puede entregarse a quien la ley permite, para trámites de seguridad social, impuestos o desastres.',
  'notice.katakanaNotPrinted':
    'El nombre registrado en katakana no se imprime. Si lo necesita, use la ventanilla de su municipalidad.',
  'notice.earlierTaxYearOnly':
    'Se está cambiando el año fiscal: este certificado es del año anterior. Confirme qué año le piden donde lo va a entregar.',
  'notice.kosekiAndResidenceHere':
    'Para quienes tienen el domicilio de registro (honseki) y el registro de residencia en este municipio.',
  'notice.staleData': 'Una notificación reciente puede no figurar todavía en el registro.',
  'notice.noReturnOrRefund': 'Una vez emitido, no hay cambios, devoluciones ni reembolsos.',
  'notice.noFreeIssue':
    'Aquí no hay emisión gratuita. Si le corresponde la gratuidad, use la ventanilla de su municipalidad.',
  'notice.sheetsBelongTogether': 'Las hojas de un mismo certificado no se pueden usar por separado.',
  'notice.noStaples': 'Las hojas no se engrapan.',
  'notice.looksDifferent': 'El papel y el aspecto son distintos de los del certificado de la ventanilla.',
  'notice.takeEverything': 'Retire todas las hojas del certificado.',
  'notice.keepCardAndPin': 'No preste su tarjeta ni diga su PIN a nadie.',
  'notice.printingTakesTime': 'La impresión puede tardar 2 minutos o más. No se aleje de la máquina hasta que termine.',
  'notice.staffCannotHelp':
    'Para proteger sus datos, el personal de la tienda no explica ni ayuda en el uso, salvo en fallas como papel atascado.',
  'notice.pinLocksAfterThree': 'Con 3 errores seguidos, el PIN se bloquea.',

  'closure.yearEnd': 'Sin servicio por fin y comienzo de año.',
  'closure.feeChange': 'Sin servicio todo el día por el cambio de tarifas.',
  'closure.maintenance': 'Sin servicio por mantenimiento del sistema.',
  'closure.systemMove': 'Sin servicio por reemplazo del sistema.',
  'closure.announced': 'Día sin servicio anunciado por la municipalidad.',
};
