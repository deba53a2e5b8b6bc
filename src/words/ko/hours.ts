import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': '오늘 {time}부터 이용하실 수 있습니다.',
  'hours.opensOn': '{moment}부터 이용하실 수 있습니다.',
  'hours.beforeToday': '오늘 접수는 {time}까지입니다.',
  'hours.begins': '증명서 교부 서비스는 {day}부터 시작합니다.',
  'hours.ended': '증명서 교부 서비스는 {day}에 종료되었습니다.',
  'hours.page': '휴무일 목록: {page}',
  'hours.elsewhere': '다른 점포나 시구정촌 창구를 이용해 주세요.',
  'code.serviceNotBegun.title': '서비스 시작 전입니다',
  'code.serviceNotBegun.advice': '증명서 교부 서비스는 아직 시작되지 않았습니다.',
  'code.serviceEnded.title': '서비스가 종료되었습니다',
  'code.serviceEnded.advice': '이 점포에서는 증명서 교부 서비스를 제공하지 않습니다.',
  'code.timeJump.title': '시각을 확인하고 있습니다',
  'code.timeJump.advice': '잠시 후 다시 시도해 주세요. 요금은 받지 않았습니다.',
  'code.centreTime.title': '시각을 확인할 수 없습니다',
  'code.centreTime.advice': '잠시 후 다시 시도해 주세요. 요금은 받지 않았습니다.',
};
