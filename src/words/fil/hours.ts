import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': 'Magagamit ngayong araw mula {time}.',
  'hours.opensOn': 'Magagamit mula {moment}.',
  'hours.beforeToday': 'Hanggang {time} lang ang pagtanggap ngayong araw.',
  'hours.begins': 'Magsisimula ang serbisyo ng sertipiko sa {day}.',
  'hours.ended': 'Natapos na ang serbisyo ng sertipiko noong {day}.',
  'hours.page': 'Listahan ng mga araw na sarado: {page}',
  'hours.elsewhere': 'Gumamit ng ibang tindahan o pumunta sa counter ng inyong munisipyo.',

  'code.serviceNotBegun.title': 'Hindi pa nagsisimula ang serbisyo',
  'code.serviceNotBegun.advice': 'Wala pa ang serbisyo ng sertipiko.',
  'code.serviceEnded.title': 'Tapos na ang serbisyo',
  'code.serviceEnded.advice': 'Walang serbisyo ng sertipiko sa tindahang ito.',
  'code.timeJump.title': 'Tinitiyak ang oras',
  'code.timeJump.advice': 'Subukan ulit mamaya. Walang siningil sa inyo.',
  'code.centreTime.title': 'Hindi matiyak ang oras',
  'code.centreTime.advice': 'Subukan ulit mamaya. Walang siningil sa inyo.',
};
