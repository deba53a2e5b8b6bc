import type { HOURS as JA } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA> = {
  'hours.opensToday': '今天{time}起可以使用。',
  'hours.opensOn': '{moment}起可以使用。',
  'hours.beforeToday': '今天的受理时间到{time}为止。',
  'hours.begins': '证明书交付服务将于{day}开始。',
  'hours.ended': '证明书交付服务已于{day}结束。',
  'hours.page': '停止服务日一览：{page}',
  'hours.elsewhere': '请到其他店铺或市区町村窗口办理。',
  'code.serviceNotBegun.title': '服务尚未开始',
  'code.serviceNotBegun.advice': '证明书交付服务还没有开始。',
  'code.serviceEnded.title': '服务已结束',
  'code.serviceEnded.advice': '本店不提供证明书交付服务。',
  'code.timeJump.title': '正在核对时间',
  'code.timeJump.advice': '请稍后再试。没有收取费用。',
  'code.centreTime.title': '无法确认时间',
  'code.centreTime.advice': '请稍后再试。没有收取费用。',
};
