import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'Disponible hoy a partir de las {time}.',
  'hours.opensOn': 'Disponible a partir de {moment}.',
  'hours.beforeToday': 'Hoy se atiende hasta las {time}.',
  'hours.begins': 'El servicio de certificados comienza el {day}.',
  'hours.ended': 'El servicio de certificados terminó el {day}.',
  'hours.page': 'Lista de los días sin servicio: {page}',
  'hours.elsewhere': 'Use otra tienda o la ventanilla de su municipalidad.',

  'code.serviceNotBegun.title': 'El servicio todavía no ha comenzado',
  'code.serviceNotBegun.advice': 'El servicio de certificados todavía no está disponible.',
  'code.serviceEnded.title': 'El servicio ha terminado',
  'code.serviceEnded.advice': 'En esta tienda no se ofrece el servicio de certificados.',
  'code.timeJump.title': 'Comprobando la hora',
  'code.timeJump.advice': 'Inténtelo de nuevo más tarde. No se le cobró nada.',
  'code.centreTime.title': 'No se pudo confirmar la hora',
  'code.centreTime.advice': 'Inténtelo de nuevo más tarde. No se le cobró nada.',
};
