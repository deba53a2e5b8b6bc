import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': '今天{time}起可以使用。',
  'hours.opensOn': '{moment}起可以使用。',
  'hours.beforeToday': '今天的受理時間到{time}為止。',
  'hours.begins': '證明書交付服務將於{day}開始。',
  'hours.ended': '證明書交付服務已於{day}結束。',
  'hours.page': '停止服務日一覽：{page}',
  'hours.elsewhere': '請到其他店面或市區町村窗口辦理。',
  'code.serviceNotBegun.title': '服務尚未開始',
  'code.serviceNotBegun.advice': '證明書交付服務還沒有開始。',
  'code.serviceEnded.title': '服務已結束',
  'code.serviceEnded.advice': '本店不提供證明書交付服務。',
  'code.timeJump.title': '正在核對時間',
  'code.timeJump.advice': '請稍後再試。沒有收取費用。',
  'code.centreTime.title': '無法確認時間',
  'code.centreTime.advice': '請稍後再試。沒有收取費用。',
};
