import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'Disponível hoje a partir das {time}.',
  'hours.opensOn': 'Disponível a partir de {moment}.',
  'hours.beforeToday': 'Hoje, o atendimento vai até as {time}.',
  'hours.begins': 'O serviço de certificados começa em {day}.',
  'hours.ended': 'O serviço de certificados terminou em {day}.',
  'hours.page': 'Lista dos dias sem atendimento: {page}',
  'hours.elsewhere': 'Use outra loja ou o guichê da prefeitura.',

  'code.serviceNotBegun.title': 'O serviço ainda não começou',
  'code.serviceNotBegun.advice': 'O serviço de certificados ainda não está disponível.',
  'code.serviceEnded.title': 'O serviço foi encerrado',
  'code.serviceEnded.advice': 'Esta loja não oferece o serviço de certificados.',
  'code.timeJump.title': 'Verificando o horário',
  'code.timeJump.advice': 'Tente de novo mais tarde. Nada foi cobrado.',
  'code.centreTime.title': 'Não foi possível confirmar o horário',
  'code.centreTime.advice': 'Tente de novo mais tarde. Nada foi cobrado.',
};
