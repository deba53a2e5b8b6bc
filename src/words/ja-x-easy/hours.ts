import type { HOURS as JA_HOURS } from '../ja/hours.ts';
import type { TranslationOf } from '../contract.ts';

/** When the service is open, and why it is not. */
export const HOURS: TranslationOf<typeof JA_HOURS> = {
  'hours.opensToday': '｜今日《きょう》{time}から｜使《つか》えます。',
  'hours.opensOn': '{moment}から｜使《つか》えます。',
  'hours.beforeToday': '｜今日《きょう》は、{time}までに｜始《はじ》めてください。',
  'hours.begins': '｜証明書交付《しょうめいしょこうふ》サービスは、{day}から｜始《はじ》まります。',
  'hours.ended': '｜証明書交付《しょうめいしょこうふ》サービスは、{day}に｜終《お》わりました。',
  'hours.page': '｜休《やす》みの｜日《ひ》を｜見《み》るページ: {page}',
  'hours.elsewhere': 'ほかの｜店《みせ》か、｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。',
  'code.serviceNotBegun.title': 'サービスが｜始《はじ》まる｜前《まえ》です',
  'code.serviceNotBegun.advice': '｜証明書交付《しょうめいしょこうふ》サービスは、まだ｜始《はじ》まっていません。',
  'code.serviceEnded.title': 'サービスは｜終《お》わりました',
  'code.serviceEnded.advice':
    'この｜店《みせ》では、｜証明書交付《しょうめいしょこうふ》サービスを｜使《つか》えません。',
  'code.timeJump.title': '｜時間《じかん》を｜確認《かくにん》しています',
  'code.timeJump.advice':
    '｜少《すこ》し｜待《ま》って、もう｜一度《いちど》やってみてください。お｜金《かね》はもらっていません。',
  'code.centreTime.title': '｜時間《じかん》を｜確認《かくにん》できません',
  'code.centreTime.advice':
    '｜少《すこ》し｜待《ま》って、もう｜一度《いちど》やってみてください。お｜金《かね》はもらっていません。',
};
